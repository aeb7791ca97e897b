package io.fairlead.rdp;

import java.time.Duration;
import java.util.Optional;

/**
 * How a pipe is received.
 *
 * @param frameBytes the bytes of an uncompressed frame; 0 where it is not known
 * @param firstUnit the number of the first frame, as the sender announced it
 * @param gap what the reader gets in place of lost frames
 * @param rely how long a frame may be repaired once its end was due; zero for no repair; nothing for two round trips
 *     and 250 ms
 * @param maxBytes the most bytes of frames that wait
 */
public record InSettings(int frameBytes, int firstUnit, GapPolicy gap, Optional<Duration> rely, int maxBytes) {
    /** The most bytes of frames that wait unless told otherwise. */
    public static final int MAX_BYTES = 16 << 20;

    /** Returns the usual settings: repair, and nothing in place of lost frames. */
    public static InSettings of(int frameBytes, int firstUnit) {
        return new InSettings(frameBytes, firstUnit, GapPolicy.DROP, Optional.empty(), MAX_BYTES);
    }
}
