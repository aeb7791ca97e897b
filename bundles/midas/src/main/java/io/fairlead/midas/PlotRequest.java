package io.fairlead.midas;

/**
 * What a plot shows of each frame.
 *
 * @param comp 0: all as it is; 1: all, smaller; 2: reduced to what the plot can show; 3: first, last, lowest and highest
 *     of each column
 * @param width the plot's pixels, 1 to 65535
 * @param trim1 the first index of the frame that is shown
 * @param trim2 the last one; either order, and beyond the frame's ends, will do
 * @param high whether columns may be reduced further, within an error bound
 */
public record PlotRequest(int comp, int width, int trim1, int trim2, boolean high) {
    /** All as it is. */
    public static final PlotRequest NONE = new PlotRequest(0, 1, 0, Integer.MAX_VALUE, false);

    private static final int MOST_PIXELS = 65_535;

    public PlotRequest {
        if (comp < 0 || comp > 3) {
            throw new IllegalArgumentException(
                    "COMP is " + comp + "; 0 (none), 1 (data), 2 (plot) and 3 (M4) are known.");
        }
        if (width < 1 || width > MOST_PIXELS) {
            throw new IllegalArgumentException("PLOTWIDTH is " + width + "; it must be from 1 to 65535 pixels.");
        }
    }

    /** Returns what is shown of a frame of so many points: its first index. */
    int from(int points) {
        return Math.max(0, Math.min(points - 1, Math.min(trim1, trim2)));
    }

    /** Returns the index behind the last that is shown. */
    int to(int points) {
        return Math.max(0, Math.min(points - 1, Math.max(trim1, trim2))) + 1;
    }
}
