package io.fairlead.rdp.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The extension block of RAW profile 1, behind the user type {@code RMX1} in the adjunct header. Numbers are unsigned.
 *
 * @param bits see the constants
 * @param window how many packets the sender of this can take
 * @param epoch the sender's incarnation, random, not 0
 * @param pseq a reliable packet's number; of pipe data, the channel's packet counter
 * @param unit the number of the message or frame
 * @param fragment the fragment's index in the unit
 * @param fragments how many there are; 1 for a whole unit, 0 for one that was given up
 * @param length the unit's bytes
 * @param position where the fragment begins in the unit, in bytes
 * @param stamp the sender's clock at this transmission in milliseconds, modulo 2<sup>32</sup>
 */
public record Ext(
        int bits,
        int window,
        int epoch,
        int pseq,
        int unit,
        int fragment,
        int fragments,
        int length,
        int position,
        int stamp) {
    /** The user type, 8 characters. */
    public static final String USER_TYPE = "RMX1    ";

    /** The bytes of the block without a code. */
    public static final int BYTES = 32;

    /** Part of a unit. */
    public static final int FRAGMENT = 1;

    /** The last part of a unit. */
    public static final int LAST = 2;

    /** Sent before. */
    public static final int RESENT = 4;

    /** The data begins with a compression header. */
    public static final int COMPRESSED = 8;

    /** A message authentication code follows. */
    public static final int AUTHENTIC = 16;

    /** Kept for repair. */
    public static final int REPAIRABLE = 32;

    /** The pipe ends behind this. */
    public static final int END = 64;

    /** A message that may overtake others. */
    public static final int INDEPENDENT = 128;

    private static final int VERSION = 1;

    /** Returns whether all those bits are set. */
    public boolean has(int wanted) {
        return (bits & wanted) == wanted;
    }

    static Ext read(ByteBuffer in) throws PacketException {
        if (in.remaining() < BYTES || in.get() != VERSION) {
            throw new PacketException(Fault.EXTENSION);
        }
        Ext ext = new Ext(
                in.get() & 0xFF,
                in.getShort() & 0xFFFF,
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getShort() & 0xFFFF,
                in.getShort() & 0xFFFF,
                in.getInt(),
                in.getInt(),
                in.getInt());
        if (ext.has(AUTHENTIC) && in.remaining() < PacketMac.BYTES) {
            throw new PacketException(Fault.EXTENSION);
        }
        return ext;
    }

    void write(ByteBuffer out) {
        out.put((byte) VERSION).put((byte) bits).putShort((short) window);
        out.putInt(epoch).putInt(pseq).putInt(unit);
        out.putShort((short) fragment).putShort((short) fragments);
        out.putInt(length).putInt(position).putInt(stamp);
        if (has(AUTHENTIC)) {
            out.putLong(0).putLong(0);
        }
    }

    /** Writes all fields for {@link #restored}. */
    public void save(DataOutputStream out) throws IOException {
        for (int field : new int[] {bits, window, epoch, pseq, unit, fragment, fragments, length, position, stamp}) {
            out.writeInt(field);
        }
    }

    /** Reads what {@link #save} wrote. */
    public static Ext restored(DataInputStream in) throws IOException {
        return new Ext(
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt());
    }
}
