package io.fairlead.transport.netty.group;

import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.TransportException;
import io.fairlead.transport.netty.EndpointSocket;
import io.fairlead.transport.netty.Served;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One group's way from the protocol that serves it, or from being parked, to the next. The caller has the group's lock.
 * Until {@link #commit} everything can be taken back.
 */
final class Swap {
    private static final Logger LOG = LoggerFactory.getLogger("io.fairlead.transport");

    private final GroupHost host;
    private final @Nullable Hold old;
    private final Hold next;
    private final EndpointSocket.Change change;
    private final Set<Served> moved = new LinkedHashSet<>();
    private Optional<SessionState> state;
    private boolean suspended;
    private boolean attached;

    /**
     * @param host the group
     * @param next who shall serve it
     * @param change the endpoints as the next protocol wants them, prepared
     */
    Swap(GroupHost host, Hold next, EndpointSocket.Change change) {
        this.host = host;
        this.old = host.current();
        this.next = next;
        this.change = change;
        this.state = host.kept();
    }

    /** New connections wait from now on. */
    void begin() {
        host.tenant(null);
        moved.addAll(host.served());
    }

    /** Pauses reading, lets work in flight end and takes the states: connections first, then the group. */
    void suspend(Bounded limit, boolean force) throws SwapFailure {
        Hold from = old;
        if (from == null) {
            return;
        }
        Bounded rest = new Suspension(host.key(), moved).await(limit, force);
        suspended = true;
        state = rest.await(
                rest.call(
                        () -> from.protocol().suspend(new SuspendRequest(rest.left(), force)),
                        "the suspension of " + host.key()),
                "the work in flight of " + host.key());
    }

    /** Makes the next protocol's side of everything. */
    void attach(Bounded limit) throws SwapFailure {
        attached = true;
        change.apply();
        limit.call(
                () -> {
                    next.protocol().attach(next, state);
                    return true;
                },
                "the new protocol of " + host.key());
        moved.addAll(host.served());
        limit.await(Loops.each(moved, each -> each.attach(next)), "a connection of " + host.key());
    }

    /** The next protocol serves. Returns how many things were moved. */
    int commit() {
        host.current(next);
        host.kept(Optional.empty());
        next.serves();
        host.tenant(next);
        moved.addAll(host.served());
        Loops.each(moved, Served::commit).join();
        if (old != null) {
            old.end();
            tell(old.protocol()::detached);
        }
        return moved.size();
    }

    /** The old protocol goes on; a parked group stays parked. */
    void abort() {
        if (old != null && suspended) {
            tell(old.protocol()::resume);
        }
        host.tenant(old);
        moved.addAll(host.served());
        Loops.each(moved, Served::abort).join();
        if (attached) {
            restoreEndpoints();
            host.unstage(next);
            next.end();
            tell(next.protocol()::detached);
        } else {
            change.undo();
        }
    }

    /** The next protocol may have wanted other endpoints: back to those that were served. */
    private void restoreEndpoints() {
        try {
            host.endpoints().prepare(host.spec()).apply();
        } catch (TransportException e) {
            LOG.error("After a swap of {} was abandoned: {}", host.key(), e.getMessage());
        }
    }

    /** Returns the longest pause of one connection, known when the loops have had a turn to read. */
    Duration longestPause() {
        Collection<Served> all = moved;
        Loops.each(all, each -> {})
                .thenCompose(first -> Loops.each(all, each -> {}))
                .join();
        return Duration.ofNanos(
                all.stream().mapToLong(Served::pausedNanos).max().orElse(0));
    }

    private void tell(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            LOG.error("A protocol of {} failed when it was told how a swap ended.", host.key(), e);
        }
    }
}
