package io.fairlead.transport.netty;

import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.transport.Connection;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.TransportException;
import io.fairlead.transport.TransportView.ConnectionEntry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One endpoint's socket with all that lives on it. Called by the group's host, under its lock, unless said otherwise. */
public interface EndpointSocket {
    /** A change that has been prepared and can still be taken back. Exactly one of the two is called. */
    interface Change {
        /** Makes it so; closes what it replaces. Does not fail. */
        void apply();

        /** Takes it back; closes what it opened. */
        void undo();
    }

    /**
     * Opens what the endpoint needs and does not have yet: the socket itself the first time, another one where the
     * address has changed. Nothing of it takes effect before {@link Change#apply}, but the port is bound.
     *
     * @param spec the endpoint as it shall be; role and kind never change
     * @throws TransportException where it cannot be opened; then nothing has changed
     */
    Change prepare(EndpointSpec spec);

    /** Returns the address that it is bound to; any thread. */
    Optional<InetSocketAddress> address();

    /** Returns everything alive on it that a swap moves; any thread. */
    Collection<? extends Served> served();

    /** Returns its figures; any thread. */
    Counters counters();

    /**
     * Tells figures of its own kind; any thread.
     *
     * @param labels the labels that say which endpoint it is, names and values in turn
     */
    default void collect(MetricSink out, String... labels) {}

    /** Returns true while it does not accept because a limit is reached; any thread. */
    default boolean full() {
        return false;
    }

    /** Returns its open connections for operators; any thread. */
    default Collection<ConnectionEntry> connections() {
        return List.of();
    }

    /**
     * Closes one connection; any thread.
     *
     * @return false where it has none of that id
     */
    default boolean close(long connectionId) {
        return false;
    }

    /** Makes a connection, see {@link io.fairlead.transport.Endpoint#connect}; any thread. */
    default CompletionStage<Connection> connect(Tenant tenant, InetSocketAddress remote, String tag, Duration timeout) {
        return CompletableFuture.failedFuture(
                new TransportException("This endpoint makes no connections; ask for one of kind CONNECTOR."));
    }

    /** Closes the socket and everything on it. */
    void close(String cause);
}
