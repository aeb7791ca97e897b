package io.fairlead.midas;

import java.nio.ByteBuffer;

/**
 * Values as differences of four bits times a step, the higher half of each byte first. Where a difference does not fit,
 * the code 8 and the value itself follow. The writer follows what the reader will have, so errors do not add up: none
 * is larger than half a step.
 */
final class Nibbles {
    private static final int ESCAPE = 8;
    private static final int MOST = 7;

    private final ByteBuffer bytes;
    private final int shift;
    private boolean half;
    private int held;

    Nibbles(ByteBuffer bytes, int shift) {
        this.bytes = bytes;
        this.shift = shift;
    }

    /** Writes a value; returns what the reader will have. */
    int write(int value, int before) {
        int step = 1 << shift;
        int steps = Math.floorDiv(value - before + step / 2, step);
        int after = before + steps * step;
        if (Math.abs(steps) <= MOST && after >= Byte.MIN_VALUE && after <= Byte.MAX_VALUE) {
            put(steps & 0x0F);
            return after;
        }
        put(ESCAPE);
        put(value >> 4 & 0x0F);
        put(value & 0x0F);
        return value;
    }

    int read(int before) throws PlotException {
        int code = get();
        if (code == ESCAPE) {
            return (byte) (get() << 4 | get());
        }
        return (byte) (before + ((code << 28 >> 28) << shift));
    }

    /** Writes the last half byte. */
    void end() {
        if (half) {
            put(0);
        }
    }

    private void put(int nibble) {
        if (half) {
            bytes.put((byte) (held << 4 | nibble));
        } else {
            held = nibble;
        }
        half = !half;
    }

    private int get() throws PlotException {
        half = !half;
        if (!half) {
            return held & 0x0F;
        }
        if (!bytes.hasRemaining()) {
            throw new PlotException("A reduced frame ends before its last point.");
        }
        held = bytes.get();
        return held >> 4 & 0x0F;
    }
}
