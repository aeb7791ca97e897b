package io.fairlead.transport.netty;

import io.fairlead.platform.health.Part;
import io.fairlead.transport.EndpointSpec;
import java.util.Optional;

/**
 * What an endpoint's socket has of its surroundings. A new connection first joins what {@link EndpointSocket#served}
 * returns and then asks for the {@link #tenant}, both on its loop: with one it is opened at once, without one it waits
 * with reading paused until {@link Served#commit} or {@link Served#abort}. So a swap that begins meanwhile misses none.
 */
public interface EndpointContext {
    /** Returns the group's key. */
    String group();

    /** Returns the endpoint's role. */
    String role();

    /** Returns what all endpoints share. */
    Shared shared();

    /** Returns who serves the group now; nothing while it is parked or being handed over; any thread. */
    Optional<Tenant> tenant();

    /** Returns what operators see of the group's health. */
    Part part();

    /** Tells the health table and the ledger that the endpoint has this address now, and what a reader should know. */
    void bound(EndpointSpec spec, PortOpener.Opened opened);
}
