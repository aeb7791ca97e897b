package io.fairlead.rdp.wire;

import java.nio.ByteBuffer;

/**
 * What has arrived: the data of {@link Func#RCPT}.
 *
 * @param epoch the incarnation of whoever sent what is acknowledged
 * @param next the lowest reliable number that has not arrived
 * @param bitmap bit i: number {@code next + 1 + i} has arrived
 * @param stamp the {@link Ext#stamp} of the newest packet that caused this
 * @param delayMillis how long ago that arrived
 * @param window how many more packets can be taken
 * @param highest the highest counter seen of pipe data; 0 for none
 * @param packets how many different packets of the session have arrived, modulo 2<sup>32</sup>; only of use where
 *     {@link #counted}
 * @param bytes the bytes of those, modulo 2<sup>32</sup>
 * @param counted whether the last two were sent: an addition to the 28 bytes of RAW profile 1, agreed on in
 *     {@link Func#OPEN}
 */
public record Receipt(
        int epoch,
        int next,
        long bitmap,
        int stamp,
        int delayMillis,
        int window,
        int highest,
        int packets,
        int bytes,
        boolean counted) {
    /** The bytes of a receipt without counts. */
    public static final int BYTES = 28;

    /** The bytes of a receipt with counts. */
    public static final int COUNTED_BYTES = 36;

    /**
     * Reads a receipt.
     *
     * @throws PacketException where it is cut short
     */
    public static Receipt read(ByteBuffer in) throws PacketException {
        if (in.remaining() < BYTES) {
            throw new PacketException(Fault.DATA);
        }
        int epoch = in.getInt();
        int next = in.getInt();
        long bitmap = in.getLong();
        int stamp = in.getInt();
        int delay = in.getShort() & 0xFFFF;
        int window = in.getShort() & 0xFFFF;
        int highest = in.getInt();
        boolean counted = in.remaining() >= COUNTED_BYTES - BYTES;
        return new Receipt(
                epoch,
                next,
                bitmap,
                stamp,
                delay,
                window,
                highest,
                counted ? in.getInt() : 0,
                counted ? in.getInt() : 0,
                counted);
    }

    /** Writes the receipt. */
    public void write(ByteBuffer out) {
        out.putInt(epoch).putInt(next).putLong(bitmap).putInt(stamp);
        out.putShort((short) delayMillis).putShort((short) window).putInt(highest);
        if (counted) {
            out.putInt(packets).putInt(bytes);
        }
    }
}
