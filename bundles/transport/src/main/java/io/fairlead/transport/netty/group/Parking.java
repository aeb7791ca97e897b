package io.fairlead.transport.netty.group;

import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.netty.Served;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a group from its protocol, within the swap limit; what cannot give its state by then is closed. */
final class Parking {
    private static final Logger LOG = LoggerFactory.getLogger("io.fairlead.transport");

    private static final Duration LAST = Duration.ofSeconds(1);

    private final GroupHost host;
    private final Hold old;
    private final Loops loops = new Loops();

    Parking(GroupHost host, Hold old) {
        this.host = host;
        this.old = old;
    }

    /** Returns the group's state. No code of the protocol runs any more after it. */
    Optional<SessionState> park() {
        host.tenant(null);
        loops.add(host.served());
        Bounded limit = new Bounded(host.shared().settings().swapLimit());
        Suspension suspension = new Suspension(loops, host.key());
        Bounded rest;
        try {
            rest = suspension.await(limit, true);
        } catch (SwapFailure e) {
            Collection<Served> open = suspension.open();
            LOG.warn(
                    "{} connections of {} are closed, since their protocol was stopped and gave no state for them: {}.",
                    open.size(),
                    host.key(),
                    e.getMessage());
            Loops.each(open, each -> each.close("its protocol was stopped and gave no state for it"));
            rest = new Bounded(LAST);
        }
        Optional<SessionState> state = groupState(rest);
        loops.add(host.served());
        loops.step(Served::park).join();
        try {
            old.protocol().detached();
        } catch (RuntimeException e) {
            LOG.error("The protocol of {} failed when it was detached.", host.key(), e);
        }
        return state;
    }

    private Optional<SessionState> groupState(Bounded limit) {
        List<Optional<SessionState>> state = new ArrayList<>();
        try (ProtocolThread thread = new ProtocolThread()) {
            thread.run(
                    "the suspension of " + host.key(),
                    limit,
                    () -> state.add(limit.await(
                            old.protocol().suspend(new SuspendRequest(limit.left(), true)),
                            "the work in flight of " + host.key())));
            return state.get(0);
        } catch (SwapFailure e) {
            LOG.warn("{} is parked without a state of its own: {}.", host.key(), e.getMessage());
            return Optional.empty();
        }
    }
}
