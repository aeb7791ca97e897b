package io.fairlead.rdp;

import java.nio.ByteOrder;

/**
 * How a pipe is sent.
 *
 * @param queueFrames how many frames may wait; the oldest is dropped for a newer one
 * @param repairBytes the most bytes of sent frames that are kept for repair
 * @param order the order of the pipe's numbers
 */
public record OutSettings(int queueFrames, int repairBytes, ByteOrder order) {
    /** The defaults. */
    public static final OutSettings DEFAULT = new OutSettings(4, 8 << 20, ByteOrder.LITTLE_ENDIAN);
}
