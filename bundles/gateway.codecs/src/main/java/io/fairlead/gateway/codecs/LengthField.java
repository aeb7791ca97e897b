package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.FrameException;
import io.fairlead.gateway.api.FrameException.Reason;
import java.nio.ByteBuffer;

/**
 * A number of bytes within a header.
 *
 * @param encoding how it is written
 * @param width its own length in bytes, 1 to 8
 * @param halfSwap its second half stands before its first; of even widths only
 */
record LengthField(LengthEncoding encoding, int width, boolean halfSwap) {
    /**
     * Reads the field.
     *
     * @param in has the whole field
     * @param index where it begins
     * @return the number, 0 or more
     * @throws FrameException where a byte is no digit, or the number is negative as 64 bits
     */
    long read(ByteBuffer in, int index) throws FrameException {
        long number = 0;
        for (int rank = 0; rank < width; rank++) {
            int digit = encoding.digit(in.get(index + place(rank)));
            if (digit < 0) {
                throw new FrameException(
                        Reason.BAD_LENGTH,
                        "the length field is " + Bytes.show(in.slice(index, width)) + ", which is not " + width
                                + " bytes of " + name());
            }
            number = number * encoding.base() + digit;
        }
        if (number < 0) {
            throw new FrameException(
                    Reason.BAD_LENGTH, "the length field is negative: " + Bytes.show(in.slice(index, width)));
        }
        return number;
    }

    /**
     * Writes the field.
     *
     * @param number from 0 to {@link #greatest()}
     */
    void write(ByteBuffer out, int index, long number) {
        long rest = number;
        for (int rank = width - 1; rank >= 0; rank--) {
            out.put(index + place(rank), encoding.write((int) (rest % encoding.base())));
            rest /= encoding.base();
        }
    }

    /** Returns the greatest number that it can say. */
    long greatest() {
        long greatest = 0;
        for (int i = 0; i < width; i++) {
            if (greatest > (Long.MAX_VALUE - encoding.base() + 1) / encoding.base()) {
                return Long.MAX_VALUE;
            }
            greatest = greatest * encoding.base() + encoding.base() - 1;
        }
        return greatest;
    }

    private int place(int rank) {
        int place = encoding == LengthEncoding.LITTLE_ENDIAN ? width - 1 - rank : rank;
        return halfSwap ? (place + width / 2) % width : place;
    }

    private String name() {
        return encoding.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
