package io.fairlead.gateway.codecs;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What stands between two separators.
 *
 * @param number which, from 1
 * @param separator what stands between fields
 */
record FieldPart(int number, ByteBuffer separator) implements Part {
    @Override
    public Optional<String> of(ByteBuffer message, Condition reply) {
        int from = message.position();
        for (int field = 1; field < number; field++) {
            int end = next(message, from);
            if (end == message.limit()) {
                return Optional.empty();
            }
            from = end + separator.remaining();
        }
        return Optional.of(Text.of(message.slice(from, next(message, from) - from)));
    }

    private int next(ByteBuffer message, int from) {
        int last = message.limit() - separator.remaining();
        for (int i = from; i <= last; i++) {
            if (Bytes.startsAt(message, i, separator)) {
                return i;
            }
        }
        return message.limit();
    }
}
