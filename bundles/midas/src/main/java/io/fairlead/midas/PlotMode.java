package io.fairlead.midas;

/** How a frame of signed bytes was reduced for a plot. */
public enum PlotMode {
    /** As it is. */
    NONE(0),
    /** All of it, smaller (RFC 1951). */
    DATA(1),
    /** The highest and the lowest of each pixel column: exact. */
    BAND(2),
    /** Differences of four bits, with an escape: exact within half a step. */
    PACK(3),
    /** The highest and the lowest of each pixel column as differences of four bits. */
    BAND4(4),
    /** The first, last, lowest and highest of each pixel column: a line drawn from them is exact. */
    M4(5);

    private final int code;

    PlotMode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static PlotMode of(int code) throws PlotException {
        for (PlotMode mode : values()) {
            if (mode.code == code) {
                return mode;
            }
        }
        throw new PlotException("The compression mode is " + code + "; 0 to 5 are known.");
    }
}
