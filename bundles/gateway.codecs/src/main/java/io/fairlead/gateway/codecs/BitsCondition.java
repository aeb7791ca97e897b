package io.fairlead.gateway.codecs;

import java.nio.ByteBuffer;

/**
 * All bits of a mask are set, such as the highest of SMPP's command id.
 *
 * @param index the mask's first byte
 * @param mask the bits
 */
record BitsCondition(int index, ByteBuffer mask) implements Condition {
    @Override
    public boolean test(ByteBuffer message) {
        if (message.remaining() < index + mask.remaining()) {
            return false;
        }
        for (int i = 0; i < mask.remaining(); i++) {
            if ((Condition.at(message, index + i) & mask.get(i)) != mask.get(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean marks() {
        return true;
    }

    @Override
    public void mark(ByteBuffer message) {
        for (int i = 0; i < mask.remaining() && index + i < message.remaining(); i++) {
            message.put(message.position() + index + i, (byte) (Condition.at(message, index + i) | mask.get(i)));
        }
    }

    @Override
    public byte plain(ByteBuffer message, int at) {
        int masked = at >= index && at < index + mask.remaining() ? mask.get(at - index) : 0;
        return (byte) (Condition.at(message, at) & ~masked);
    }
}
