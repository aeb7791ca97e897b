package io.fairlead.midas;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A frame for a plot, restored from its reduced form. */
public final class PlotFrame {
    /** The most points of a frame. */
    public static final int MOST_POINTS = 16 << 20;

    private static final int LARGEST_SHIFT = 7;
    private static final int MOST_RATIO = 1000;

    private final PlotMode mode;
    private final int width;
    private final int errorBound;
    private final int from;
    private final int points;
    private final int wholePoints;
    private final byte[] values;

    private PlotFrame(PlotMode mode, int width, int errorBound, int from, int points, int wholePoints, byte[] values) {
        this.mode = mode;
        this.width = width;
        this.errorBound = errorBound;
        this.from = from;
        this.points = points;
        this.wholePoints = wholePoints;
        this.values = values;
    }

    /** Returns how it was reduced. */
    public PlotMode mode() {
        return mode;
    }

    /** Returns its pixel columns; 0 where it has single points. */
    public int width() {
        return width;
    }

    /** Returns how far a value may be from the true one. */
    public int errorBound() {
        return errorBound;
    }

    /** Returns the index in the whole frame of the first point that it stands for. */
    public int from() {
        return from;
    }

    /** Returns how many points it stands for. */
    public int points() {
        return points;
    }

    /** Returns the points of the whole frame. */
    public int wholePoints() {
        return wholePoints;
    }

    /**
     * Returns the points; or of each column the highest and the lowest (BAND, BAND4), or the first, last, lowest and
     * highest (M4). Not copied.
     */
    public byte[] values() {
        return values;
    }

    /**
     * Restores a frame.
     *
     * @param reduced what {@link PlotEncoder#encode} returned, in its order
     * @return the frame
     * @throws PlotException where the bytes are not such a frame, or stand for more points than may be
     */
    public static PlotFrame decode(ByteBuffer reduced) throws PlotException {
        ByteBuffer in = reduced.slice().order(reduced.order());
        if (in.remaining() < PlotEncoder.HEADER) {
            throw new PlotException("A reduced frame has " + in.remaining() + " bytes; its header has 16.");
        }
        PlotMode mode = PlotMode.of(in.get() & 0xFF);
        int shift = in.get() & 0xFF;
        int width = in.getShort() & 0xFFFF;
        int points = in.getInt();
        int from = in.getInt();
        int whole = in.getInt();
        if (shift > LARGEST_SHIFT
                || whole < 0
                || whole > MOST_POINTS
                || points < 0
                || from < 0
                || (long) from + points > whole) {
            throw new PlotException("A reduced frame stands for " + points + " points from " + from + " of " + whole
                    + " with a shift of " + shift + "; at most " + MOST_POINTS + " points and a shift of 7 may be.");
        }
        int error = mode == PlotMode.PACK || mode == PlotMode.BAND4 ? (1 << shift) / 2 : 0;
        return new PlotFrame(mode, width, error, from, points, whole, values(mode, shift, width, points, in));
    }

    private static byte[] values(PlotMode mode, int shift, int width, int points, ByteBuffer in) throws PlotException {
        return switch (mode) {
            case NONE -> exactly(points, in);
            case DATA -> inflated(points, in);
            case BAND -> exactly(2 * width, in);
            case M4 -> exactly(4 * width, in);
            case PACK -> unpacked(shift, points, in);
            case BAND4 -> unbanded(shift, width, in);
        };
    }

    private static byte[] exactly(int length, ByteBuffer in) throws PlotException {
        if (in.remaining() != length) {
            throw new PlotException("A reduced frame has " + in.remaining() + " bytes of values; it needs " + length);
        }
        byte[] values = new byte[length];
        in.get(values);
        return values;
    }

    private static byte[] inflated(int points, ByteBuffer in) throws PlotException {
        if ((long) in.remaining() * MOST_RATIO < points) {
            throw new PlotException("A frame of " + points + " points came in " + in.remaining() + " bytes; at most "
                    + MOST_RATIO + " points a byte may be.");
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(in);
            byte[] values = new byte[points];
            int length = inflater.inflate(values);
            if (length != points) {
                throw new PlotException("A frame of " + points + " points has " + length);
            }
            return values;
        } catch (DataFormatException e) {
            throw new PlotException("A frame cannot be inflated: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private static byte[] unpacked(int shift, int points, ByteBuffer in) throws PlotException {
        if (points < 1 || !in.hasRemaining() || points > 2L * in.remaining() - 1) {
            throw new PlotException("A frame of " + points + " points came in " + in.remaining() + " bytes");
        }
        byte[] values = new byte[points];
        values[0] = in.get();
        Nibbles nibbles = new Nibbles(in, shift);
        for (int i = 1; i < points; i++) {
            values[i] = (byte) nibbles.read(values[i - 1]);
        }
        return values;
    }

    private static byte[] unbanded(int shift, int width, ByteBuffer in) throws PlotException {
        byte[] values = new byte[2 * width];
        Nibbles nibbles = new Nibbles(in, shift);
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) nibbles.read(i < 2 ? 0 : values[i - 2]);
        }
        return values;
    }
}
