package io.fairlead.transport;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** A monotonic clock, and calls to come. Tests of a protocol give their own. */
@ProviderType
public interface Timers {
    /** Returns a monotonic time in nanoseconds. */
    long nanoTime();

    /**
     * Calls something once.
     *
     * @param delay from now
     * @param task is called on the owner's event loop, unless it was cancelled or the binding has ended
     * @return lets it be cancelled
     */
    Timer schedule(Duration delay, Runnable task);

    /** A call to come. */
    @ProviderType
    interface Timer {
        /** Cancels the call; no effect after it. */
        void cancel();
    }
}
