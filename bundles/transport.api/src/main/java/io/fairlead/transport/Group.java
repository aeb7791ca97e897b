package io.fairlead.transport;

import java.util.List;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/** All endpoints of one PID, as its protocol sees them. */
@ProviderType
public interface Group {
    /** Returns the PID. */
    String key();

    /** Returns the endpoints, in the order of the specification. */
    List<Endpoint> endpoints();

    /**
     * Returns one endpoint.
     *
     * @throws IllegalArgumentException where there is no such role
     */
    Endpoint endpoint(String role);

    /** Returns the group's own timers; they end with the binding. */
    Timers timers();

    /** Returns the group's event loop, one thread; for work that must be in order and does not block. */
    Executor executor();

    /**
     * Joins two connections inside the transport, with back-pressure and half-close both ways. What each has not
     * consumed yet goes to the other first. Their handlers are told {@link ConnectionHandler#detached}; relayed bytes
     * never enter a protocol, so a swap cannot touch them.
     *
     * @param one a connection of this group
     * @param other another
     * @return the relay
     */
    Relay relay(Connection one, Connection other);
}
