package io.fairlead.imu.media;

import io.fairlead.imu.call.ImuException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Bounds the pixels that are in memory at the same time, of all clients together. */
final class Pixels {
    private static final String SETTING = "max-megapixels";
    private static final long MEGA = 1_000_000;

    private final IntSupplier limit;
    private long inUse;

    /** @param limit how many million pixels there may be now */
    Pixels(IntSupplier limit) {
        this.limit = limit;
    }

    /**
     * Refuses an image that is too large whoever else works; nothing of it has been decoded.
     *
     * @throws ImuException {@code MultimediaImageLimit}
     */
    void check(long pixels) {
        if (pixels > limit.getAsInt() * MEGA) {
            throw new ImuException(
                    "MultimediaImageLimit",
                    ImuException.CODE,
                    "the image has more pixels than " + SETTING + " allows",
                    SETTING,
                    (long) limit.getAsInt());
        }
    }

    /**
     * Waits until so many pixels may be used.
     *
     * @throws ImuException {@code SessionBusy} where they are not free in time, and as {@link #check}
     */
    synchronized void take(long pixels, Duration wait) {
        check(pixels);
        long waitedNs = 0;
        while (inUse > 0 && inUse + pixels > limit.getAsInt() * MEGA) {
            if (waitedNs >= wait.toNanos()) {
                throw ImuException.full("SessionBusy", SETTING, limit.getAsInt());
            }
            long slice = Math.min(TimeUnit.MILLISECONDS.toNanos(100), wait.toNanos() - waitedNs);
            try {
                TimeUnit.NANOSECONDS.timedWait(this, slice);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ImuException.full("SessionBusy", SETTING, limit.getAsInt());
            }
            waitedNs += slice;
        }
        inUse += pixels;
    }

    synchronized void giveBack(long pixels) {
        inUse -= pixels;
        notifyAll();
    }
}
