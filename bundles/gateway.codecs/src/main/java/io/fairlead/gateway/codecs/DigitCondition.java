package io.fairlead.gateway.codecs;

import java.nio.ByteBuffer;

/**
 * A digit is odd, such as the third of an ISO 8583 message type. A digit is half a byte, so that ASCII, EBCDIC and packed
 * digits are read alike.
 *
 * @param index the digit's byte
 * @param high it is the byte's high half, as the first of two packed digits is
 */
record DigitCondition(int index, boolean high) implements Condition {
    @Override
    public boolean test(ByteBuffer message) {
        return message.remaining() > index && (Condition.at(message, index) & unit()) != 0;
    }

    @Override
    public boolean marks() {
        return true;
    }

    @Override
    public void mark(ByteBuffer message) {
        if (message.remaining() > index) {
            message.put(message.position() + index, (byte) (Condition.at(message, index) | unit()));
        }
    }

    @Override
    public byte plain(ByteBuffer message, int at) {
        byte one = Condition.at(message, at);
        return at == index ? (byte) (one & ~unit()) : one;
    }

    private int unit() {
        return high ? 0x10 : 0x01;
    }
}
