package io.fairlead.gateway.codecs;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Bytes at a fixed place.
 *
 * @param index the first
 * @param length how many
 */
record BytesPart(int index, int length) implements Part {
    @Override
    public Optional<String> of(ByteBuffer message, Condition reply) {
        if (message.remaining() < index + length) {
            return Optional.empty();
        }
        StringBuilder part = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            part.append((char) (reply.plain(message, index + i) & 0xFF));
        }
        return Optional.of(part.toString());
    }

    /** Writes the part, of {@link #length} characters; a message that is too short stays as it is. */
    void write(ByteBuffer message, String part) {
        if (message.remaining() >= index + length) {
            for (int i = 0; i < length; i++) {
                message.put(message.position() + index + i, (byte) part.charAt(i));
            }
        }
    }
}
