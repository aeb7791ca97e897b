package io.fairlead.transport.netty.group;

import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.TransportException;
import io.fairlead.transport.netty.Served;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One group's part of a {@link Swap}: who had it, who takes over, its state and everything that moves with it. */
final class Move {
    private static final Logger LOG = LoggerFactory.getLogger("io.fairlead.transport");

    private final GroupHost host;
    private final @Nullable Hold old;
    private final Hold next;
    private final NextEndpoints change;
    private Optional<SessionState> state;
    private boolean suspended;
    private boolean attached;

    /**
     * @param host the group
     * @param next who shall serve it
     * @param change the endpoints as the next protocol wants them, prepared
     */
    Move(GroupHost host, Hold next, NextEndpoints change) {
        this.host = host;
        this.old = host.current();
        this.next = next;
        this.change = change;
        this.state = host.kept();
    }

    String key() {
        return host.key();
    }

    Hold next() {
        return next;
    }

    /** Returns what is to be moved now. */
    List<Served> served() {
        return host.served();
    }

    /** Returns what is on endpoints that the next protocol does not want. */
    Collection<Served> leaving() {
        return change.leaving();
    }

    /** New connections wait from now on. */
    void begin() {
        host.tenant(null);
    }

    /** Takes the group's state; may block. */
    void suspend(ProtocolThread thread, Bounded limit, boolean force) throws SwapFailure {
        Hold from = old;
        if (from != null) {
            thread.step("the suspension of " + key(), limit);
            suspended = true;
            state = limit.await(
                    from.protocol().suspend(new SuspendRequest(limit.left(), force)), "the work in flight of " + key());
        }
    }

    /** Brings the endpoints to what the next protocol wants, and lets it begin; may block. */
    void attach(ProtocolThread thread, Bounded limit) throws SwapFailure {
        thread.step("the new protocol of " + key(), limit);
        attached = true;
        change.apply();
        next.protocol().attach(next, state);
    }

    /** The next protocol is the group's, and what it does not want is closed. */
    void commit() {
        change.finish();
        host.current(next);
        host.kept(Optional.empty());
        next.serves();
        host.tenant(next);
    }

    /** The old protocol is told that it serves no more. */
    void end() {
        if (old != null) {
            old.end();
            tell(old.protocol()::detached);
        }
    }

    /** The group is the old protocol's again. */
    void takeBack() {
        if (old != null && suspended) {
            tell(old.protocol()::resume);
        }
        host.tenant(old);
    }

    /** The next protocol is told that it does not serve; the endpoints are what they were. */
    void giveUp() {
        if (!attached) {
            change.undo();
            return;
        }
        try {
            change.giveBack();
            host.endpoints().prepare(host.spec()).applyForGood();
        } catch (TransportException e) {
            LOG.error("After a swap of {} was abandoned: {}", key(), e.getMessage());
        }
        host.unstage(next);
        next.end();
        tell(next.protocol()::detached);
    }

    private void tell(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            LOG.error("A protocol of {} failed when it was told how a swap ended.", key(), e);
        }
    }
}
