package io.fairlead.transport.netty.group;

import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.netty.Served;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a group from its protocol, within the swap limit; what cannot give its state by then is closed. */
final class Parking {
    private static final Logger LOG = LoggerFactory.getLogger("io.fairlead.transport");

    private static final Duration LAST = Duration.ofSeconds(1);

    private final GroupHost host;
    private final Hold old;
    private final Set<Served> moved = new LinkedHashSet<>();

    Parking(GroupHost host, Hold old) {
        this.host = host;
        this.old = old;
    }

    /** Returns the group's state. No code of the protocol runs any more after it. */
    Optional<SessionState> park() {
        host.tenant(null);
        moved.addAll(host.served());
        Bounded limit = new Bounded(host.shared().settings().swapLimit());
        Suspension suspension = new Suspension(host.key(), moved);
        Bounded rest;
        try {
            rest = suspension.await(limit, true);
        } catch (SwapFailure e) {
            LOG.warn(
                    "{} connections of {} are closed, since their protocol was stopped and gave no state for them: {}.",
                    suspension.open().size(),
                    host.key(),
                    e.getMessage());
            Loops.each(suspension.open(), each -> each.close("its protocol was stopped and gave no state for it"))
                    .join();
            rest = new Bounded(LAST);
        }
        Optional<SessionState> state = groupState(rest);
        moved.addAll(host.served());
        Loops.each(moved, Served::park).join();
        try {
            old.protocol().detached();
        } catch (RuntimeException e) {
            LOG.error("The protocol of {} failed when it was detached.", host.key(), e);
        }
        return state;
    }

    private Optional<SessionState> groupState(Bounded limit) {
        try {
            return limit.await(
                    limit.call(
                            () -> old.protocol().suspend(new SuspendRequest(limit.left(), true)),
                            "the suspension of " + host.key()),
                    "the work in flight of " + host.key());
        } catch (SwapFailure e) {
            LOG.warn("{} is parked without a state of its own: {}.", host.key(), e.getMessage());
            return Optional.empty();
        }
    }
}
