package io.fairlead.rdp;

/** What a pipe's reader gets in place of frames that are lost. */
public enum GapPolicy {
    /** Nothing; the next frame says how many bytes were left out. */
    DROP,
    /** Frames of zeros, so that each sample keeps its place. */
    ZERO,
    /** The last frame again. */
    HOLD,
    /** What has arrived of the frame, and which bytes these are. */
    PART
}
