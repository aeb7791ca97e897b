package io.fairlead.rdp.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The published main header: eight fields of one byte each.
 *
 * @param code the function's number, 0 to 255
 * @param flag the low nibble is the data's type, the high nibble says which values open the adjunct header
 * @param info the channel of pipe data; echoed in a link test; 0 to 255
 * @param order how numbers are written from the adjunct on: {@code 'I'} is big-endian (IEEE), {@code 'E'} little-endian
 *     (EEEI)
 * @param seq 0 to 127: the low seven bits of a reliable packet's number; {@link #UNRELIABLE}: none
 * @param tries how often the packet was sent before, 0 to 255
 * @param report reserved, 0
 * @param adjunct the bytes of the adjunct header, 0 to 127
 */
public record Header(int code, int flag, int info, ByteOrder order, int seq, int tries, int report, int adjunct) {
    /** The bytes of a header. */
    public static final int BYTES = 8;

    /** {@link #seq} of a packet that is not acknowledged. */
    public static final int UNRELIABLE = -1;

    /** {@link #flag}: the adjunct begins with a time. */
    public static final int TIME = 0x10;

    /** {@link #flag}: the adjunct has an offset. */
    public static final int OFFSET = 0x20;

    /** {@link #flag}: the adjunct has a reserved value of 8 bytes. */
    public static final int RESERVED = 0x40;

    /** {@link #flag}: the adjunct has a user type. */
    public static final int USER = 0x80;

    private static final int HIGHEST_TYPE = 3;

    /**
     * Reads a header.
     *
     * @param in at the first byte; read up to the adjunct
     * @return the header
     * @throws PacketException where it is cut short or has a value that must not be
     */
    static Header read(ByteBuffer in) throws PacketException {
        if (in.remaining() < BYTES) {
            throw new PacketException(Fault.TRUNCATED);
        }
        int code = in.get() & 0xFF;
        int flag = in.get() & 0xFF;
        int info = in.get() & 0xFF;
        ByteOrder order = order(in.get());
        int seq = in.get();
        int tries = in.get() & 0xFF;
        int report = in.get() & 0xFF;
        int adjunct = in.get();
        if (seq < UNRELIABLE) {
            throw new PacketException(Fault.SEQUENCE);
        }
        if ((flag & 0x0F) > HIGHEST_TYPE) {
            throw new PacketException(Fault.TYPE);
        }
        if (adjunct < Long.BYTES * Integer.bitCount(flag & 0xF0) || adjunct > in.remaining()) {
            throw new PacketException(Fault.ADJUNCT);
        }
        return new Header(code, flag, info, order, seq, tries, report, adjunct);
    }

    /** Writes the header's 8 bytes. */
    void write(ByteBuffer out) {
        out.put((byte) code).put((byte) flag).put((byte) info);
        out.put((byte) (order == ByteOrder.BIG_ENDIAN ? 'I' : 'E'));
        out.put((byte) seq).put((byte) tries).put((byte) report).put((byte) adjunct);
    }

    private static ByteOrder order(byte rep) throws PacketException {
        return switch (rep) {
            case 'I' -> ByteOrder.BIG_ENDIAN;
            case 'E' -> ByteOrder.LITTLE_ENDIAN;
            default -> throw new PacketException(Fault.REPRESENTATION);
        };
    }
}
