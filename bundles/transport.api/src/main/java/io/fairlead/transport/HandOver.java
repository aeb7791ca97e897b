package io.fairlead.transport;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Moves groups from the protocol that serves them to the one that is staged, all or none. A service for whoever
 * replaces bundles; protocols do not call it.
 */
@ProviderType
public interface HandOver {
    /** Returns the keys of the groups that have a staged binding. */
    List<String> staged();

    /**
     * Ends staged bindings whose bundle does not come up, so that another one can be staged, even while that bundle hangs.
     * Their protocols are not called.
     *
     * @param groups keys; one without a staged binding, or unknown, is passed over
     */
    void withdraw(Collection<String> groups);

    /**
     * Hands over: reads pause, work in flight is answered, group states and connection states move, all attach, reads
     * resume. Blocks until it is done or abandoned. Any failure before the new side has attached leaves the old side
     * serving. Where the next protocol had been attached by then, its binding has ended; else it stays staged and the
     * hand-over can be tried again. Must not be called on an event loop.
     *
     * @param groups the keys of groups that have a staged binding
     * @param limit how long work in flight may take before the swap is abandoned
     * @param force true: at the limit, open work is answered with the protocol's own error instead
     * @return how it went
     */
    Outcome handOver(Collection<String> groups, Duration limit, boolean force);

    /**
     * How a hand-over went.
     *
     * @param done true: the new side serves; false: the old side goes on
     * @param reason why it was abandoned, one sentence; empty where it was not
     * @param connections how many connections were handed over
     * @param longestPause the longest that one connection waited, from reads paused, or the last reply in flight
     *     written if later, to the new handler's first data
     */
    record Outcome(boolean done, String reason, int connections, Duration longestPause) {}
}
