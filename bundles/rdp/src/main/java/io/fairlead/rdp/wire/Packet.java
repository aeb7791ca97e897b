package io.fairlead.rdp.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One datagram.
 *
 * @param header its main header
 * @param time seconds since 1950 of the data's first sample; NaN where it has none
 * @param offset the byte position in the pipe of the data's first byte; NaN where it has none
 * @param userType the user type of the adjunct header, 8 characters; empty where it has none
 * @param ext the extension block, where the user type says that there is one
 * @param data the rest, in the order of the header
 */
public record Packet(Header header, double time, double offset, String userType, Optional<Ext> ext, ByteBuffer data) {
    /** The longest datagram that is taken: 32 KiB of data, the header, the longest adjunct header and some slack. */
    public static final int LONGEST = 33_024;

    private static final int USER_BYTES = 8;

    /**
     * Reads a datagram.
     *
     * @param datagram all of it; the packet's data is a view of it
     * @return the packet
     * @throws PacketException where it is not well-formed
     */
    public static Packet read(ByteBuffer datagram) throws PacketException {
        if (datagram.remaining() > LONGEST) {
            throw new PacketException(Fault.OVERSIZE);
        }
        ByteBuffer in = datagram.slice();
        Header header = Header.read(in);
        in.order(header.order());
        int dataAt = Header.BYTES + header.adjunct();
        double time = (header.flag() & Header.TIME) == 0 ? Double.NaN : in.getDouble();
        double offset = (header.flag() & Header.OFFSET) == 0 ? Double.NaN : in.getDouble();
        if ((header.flag() & Header.RESERVED) != 0) {
            in.getLong();
        }
        String userType = "";
        Optional<Ext> ext = Optional.empty();
        if ((header.flag() & Header.USER) != 0) {
            byte[] name = new byte[USER_BYTES];
            in.get(name);
            userType = new String(name, StandardCharsets.ISO_8859_1);
            if (userType.equals(Ext.USER_TYPE)) {
                in.limit(dataAt);
                ext = Optional.of(Ext.read(in));
                in.limit(in.capacity());
            }
        }
        ByteBuffer data = in.position(dataAt).slice().order(header.order());
        return new Packet(header, time, offset, userType, ext, data);
    }

    /**
     * Makes a packet with an extension block; {@link #write} sets the adjunct's length and the flag by what is there.
     *
     * @param code the function's number
     * @param info see {@link Header#info}
     * @param order see {@link Header#order}
     * @param seq see {@link Header#seq}
     * @param tries see {@link Header#tries}
     * @param offset see {@link Packet#offset}
     * @param ext the block
     * @param data the data
     * @return the packet
     */
    public static Packet of(
            int code, int info, ByteOrder order, int seq, int tries, double offset, Ext ext, ByteBuffer data) {
        Header header = new Header(code, 0, info, order, seq, tries, 0, 0);
        return new Packet(header, Double.NaN, offset, Ext.USER_TYPE, Optional.of(ext), data);
    }

    /** Returns this with a time. */
    public Packet withTime(double seconds) {
        return new Packet(header, seconds, offset, userType, ext, data);
    }

    /**
     * Writes the datagram, with zeros where its code stands.
     *
     * @param out room for {@link #length()} bytes; left behind the last, in the header's order
     */
    public void write(ByteBuffer out) {
        int masks = (Double.isNaN(time) ? 0 : Header.TIME)
                | (Double.isNaN(offset) ? 0 : Header.OFFSET)
                | (userType.isEmpty() ? 0 : Header.USER);
        new Header(
                        header.code(),
                        (header.flag() & 0x0F) | masks,
                        header.info(),
                        header.order(),
                        header.seq(),
                        header.tries(),
                        header.report(),
                        adjunctLength())
                .write(out);
        out.order(header.order());
        if (!Double.isNaN(time)) {
            out.putDouble(time);
        }
        if (!Double.isNaN(offset)) {
            out.putDouble(offset);
        }
        if (!userType.isEmpty()) {
            out.put(userType.getBytes(StandardCharsets.ISO_8859_1), 0, USER_BYTES);
        }
        ext.ifPresent(block -> block.write(out));
        out.put(data.duplicate());
    }

    /** Returns how many bytes {@link #write} writes. */
    public int length() {
        return Header.BYTES + adjunctLength() + data.remaining();
    }

    private int adjunctLength() {
        int bytes = (Double.isNaN(time) ? 0 : Double.BYTES)
                + (Double.isNaN(offset) ? 0 : Double.BYTES)
                + (userType.isEmpty() ? 0 : USER_BYTES);
        if (ext.isPresent()) {
            bytes += Ext.BYTES + (ext.get().has(Ext.AUTHENTIC) ? PacketMac.BYTES : 0);
        }
        return bytes;
    }
}
