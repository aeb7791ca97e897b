package io.fairlead.gateway.codecs;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One of some byte strings stands at a place.
 *
 * @param index where
 * @param values the byte strings; the first is written to make it hold
 */
record BytesCondition(int index, List<ByteBuffer> values) implements Condition {
    @Override
    public boolean test(ByteBuffer message) {
        return values.stream()
                .anyMatch(value -> message.remaining() >= index + value.remaining()
                        && message.slice(message.position() + index, value.remaining())
                                .equals(value));
    }

    @Override
    public boolean marks() {
        return true;
    }

    @Override
    public void mark(ByteBuffer message) {
        ByteBuffer value = values.get(0);
        if (message.remaining() >= index + value.remaining() && !test(message)) {
            message.put(message.position() + index, value, value.position(), value.remaining());
        }
    }
}
