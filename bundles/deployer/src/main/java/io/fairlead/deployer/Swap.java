package io.fairlead.deployer;

import io.fairlead.deployer.api.SwapEntry.Way;
import java.time.Duration;

/** A way to bring a bundle to another jar while the platform runs. */
interface Swap {
    /** Returns its name. */
    Way way();

    /**
     * Brings the bundle to the jar.
     *
     * @return what was handed over
     * @throws SwapException where the jar does not serve; what served before does again, as far as it can
     */
    Moved swap(Replacement replacement) throws SwapException;

    /**
     * What was handed over.
     *
     * @param connections how many connections, sockets and listeners
     * @param longestPause the longest that one of them waited
     */
    record Moved(int connections, Duration longestPause) {
        static final Moved NOTHING = new Moved(0, Duration.ZERO);
    }
}
