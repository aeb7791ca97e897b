package io.fairlead.midas;

import java.nio.ByteBuffer;

/** Reads and writes single numbers of a format. */
public final class Elements {
    private static final int BITS = 8;

    private Elements() {}

    /**
     * Reads an atom.
     *
     * @param data from the first element on, in the data's order
     * @param format a numeric one
     * @param atom the index of the atom, from 0
     * @return its value; a bit is 0 or 1, an unsigned byte 0 to 255
     */
    public static double get(ByteBuffer data, Format format, int atom) {
        return switch (format.type()) {
            case 'P' -> (data.get(atom / BITS) >> (BITS - 1 - atom % BITS)) & 1;
            case 'B' -> data.get(atom);
            case 'O' -> data.get(atom) & 0xFF;
            case 'I' -> data.getShort(atom * Short.BYTES);
            case 'L' -> data.getInt(atom * Integer.BYTES);
            case 'X' -> data.getLong(atom * Long.BYTES);
            case 'F' -> data.getFloat(atom * Float.BYTES);
            case 'D' -> data.getDouble(atom * Double.BYTES);
            default -> throw new IllegalArgumentException("no numbers are in elements of format " + format);
        };
    }

    /** Writes an atom, see {@link #get}; what does not fit is cut off as a cast does. */
    public static void put(ByteBuffer data, Format format, int atom, double value) {
        switch (format.type()) {
            case 'P' -> {
                int mask = 1 << (BITS - 1 - atom % BITS);
                int old = data.get(atom / BITS);
                data.put(atom / BITS, (byte) (value == 0 ? old & ~mask : old | mask));
            }
            case 'B', 'O' -> data.put(atom, (byte) (int) value);
            case 'I' -> data.putShort(atom * Short.BYTES, (short) (int) value);
            case 'L' -> data.putInt(atom * Integer.BYTES, (int) value);
            case 'X' -> data.putLong(atom * Long.BYTES, (long) value);
            case 'F' -> data.putFloat(atom * Float.BYTES, (float) value);
            case 'D' -> data.putDouble(atom * Double.BYTES, value);
            default -> throw new IllegalArgumentException("no numbers are in elements of format " + format);
        }
    }
}
