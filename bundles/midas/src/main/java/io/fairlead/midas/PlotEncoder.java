package io.fairlead.midas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Reduces frames of signed bytes to what a plot shows. Each frame stands for itself: a header of 16 bytes says how it
 * was reduced, so losing one never harms the next.
 */
public final class PlotEncoder {
    /** The bytes of the header in front of a reduced frame. */
    public static final int HEADER = 16;

    private static final int BAND_POINTS = 3;
    private static final int M4_POINTS = 4;
    private static final int LARGEST_PACK_SHIFT = 2;
    private static final int LARGEST_BAND_SHIFT = 5;
    private static final double WORTH_PACKING = 1.05;
    private static final double GOOD_PACKING = 1.7;
    private static final double BAND4_BYTES_A_COLUMN = 1.08;

    private PlotEncoder() {}

    /**
     * Reduces a frame.
     *
     * @param frame all its points, one signed byte each
     * @param request what is shown
     * @param order of the header's numbers
     * @return the header and what follows
     */
    public static ByteBuffer encode(ByteBuffer frame, PlotRequest request, ByteOrder order) {
        int points = frame.remaining();
        int from = points == 0 ? 0 : request.from(points);
        int to = points == 0 ? 0 : request.to(points);
        byte[] shown = new byte[to - from];
        frame.get(frame.position() + from, shown);
        Encoded encoded = encoded(shown, request);
        ByteBuffer out = ByteBuffer.allocate(HEADER + encoded.body.remaining()).order(order);
        out.put((byte) encoded.mode.code()).put((byte) encoded.shift).putShort((short) encoded.width);
        out.putInt(shown.length).putInt(from).putInt(points);
        return out.put(encoded.body).flip();
    }

    private record Encoded(PlotMode mode, int shift, int width, ByteBuffer body) {}

    private static Encoded encoded(byte[] shown, PlotRequest request) {
        int width = request.width();
        return switch (request.comp()) {
            case 1 -> deflated(shown);
            case 2 ->
                shown.length >= (long) BAND_POINTS * width
                        ? request.high() ? band4(shown, width) : band(shown, width)
                        : packed(shown);
            case 3 -> shown.length >= (long) M4_POINTS * width ? m4(shown, width) : packed(shown);
            default -> raw(shown);
        };
    }

    private static Encoded raw(byte[] shown) {
        return new Encoded(PlotMode.NONE, 0, 0, ByteBuffer.wrap(shown));
    }

    private static Encoded deflated(byte[] shown) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(shown);
            deflater.finish();
            byte[] smaller = new byte[shown.length];
            int length = deflater.deflate(smaller);
            return deflater.finished()
                    ? new Encoded(PlotMode.DATA, 0, 0, ByteBuffer.wrap(smaller, 0, length))
                    : raw(shown);
        } finally {
            deflater.end();
        }
    }

    private static Encoded band(byte[] shown, int width) {
        return new Encoded(PlotMode.BAND, 0, width, ByteBuffer.wrap(envelope(shown, width)));
    }

    private static byte[] envelope(byte[] shown, int width) {
        byte[] envelope = new byte[2 * width];
        for (int i = 0; i < width; i++) {
            envelope[2 * i] = highest(shown, width, i);
            envelope[2 * i + 1] = lowest(shown, width, i);
        }
        return envelope;
    }

    private static Encoded band4(byte[] shown, int width) {
        byte[] band = envelope(shown, width);
        ByteBuffer best = ByteBuffer.allocate(0);
        for (int shift = 0; shift <= LARGEST_BAND_SHIFT; shift++) {
            ByteBuffer body = ByteBuffer.allocate(2 + 3 * width);
            Nibbles nibbles = new Nibbles(body, shift);
            int[] last = {0, 0};
            for (int i = 0; i < band.length; i++) {
                last[i % 2] = nibbles.write(band[i], last[i % 2]);
            }
            nibbles.end();
            best = body.flip();
            if (best.remaining() <= BAND4_BYTES_A_COLUMN * width) {
                return new Encoded(PlotMode.BAND4, shift, width, best);
            }
        }
        return best.remaining() < band.length
                ? new Encoded(PlotMode.BAND4, LARGEST_BAND_SHIFT, width, best)
                : band(shown, width);
    }

    private static Encoded packed(byte[] shown) {
        if (shown.length == 0) {
            return raw(shown);
        }
        ByteBuffer best = ByteBuffer.allocate(0);
        for (int shift = 0; shift <= LARGEST_PACK_SHIFT; shift++) {
            ByteBuffer body = ByteBuffer.allocate(2 + 2 * shown.length);
            body.put(shown[0]);
            Nibbles nibbles = new Nibbles(body, shift);
            int last = shown[0];
            for (int i = 1; i < shown.length; i++) {
                last = nibbles.write(shown[i], last);
            }
            nibbles.end();
            best = body.flip();
            if ((double) shown.length / (HEADER + best.remaining()) >= GOOD_PACKING) {
                return new Encoded(PlotMode.PACK, shift, 0, best);
            }
        }
        return (double) shown.length / (HEADER + best.remaining()) >= WORTH_PACKING
                ? new Encoded(PlotMode.PACK, LARGEST_PACK_SHIFT, 0, best)
                : raw(shown);
    }

    private static Encoded m4(byte[] shown, int width) {
        ByteBuffer body = ByteBuffer.allocate(4 * width);
        for (int i = 0; i < width; i++) {
            body.put(shown[edge(shown, width, i)]).put(shown[edge(shown, width, i + 1) - 1]);
            body.put(lowest(shown, width, i)).put(highest(shown, width, i));
        }
        return new Encoded(PlotMode.M4, 0, width, body.flip());
    }

    /** Returns where column i begins: floor(i n / W). */
    private static int edge(byte[] shown, int width, int i) {
        return (int) ((long) i * shown.length / width);
    }

    private static byte highest(byte[] shown, int width, int column) {
        byte best = Byte.MIN_VALUE;
        for (byte each : column(shown, width, column)) {
            best = each > best ? each : best;
        }
        return best;
    }

    private static byte lowest(byte[] shown, int width, int column) {
        byte best = Byte.MAX_VALUE;
        for (byte each : column(shown, width, column)) {
            best = each < best ? each : best;
        }
        return best;
    }

    private static byte[] column(byte[] shown, int width, int column) {
        return Arrays.copyOfRange(shown, edge(shown, width, column), edge(shown, width, column + 1));
    }
}
