package io.fairlead.transport.netty.group;

import io.fairlead.platform.health.Part;
import io.fairlead.transport.DetachedException;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.StateRefusedException;
import io.fairlead.transport.TransportException;
import io.fairlead.transport.netty.Served;
import io.fairlead.transport.netty.Shared;
import io.fairlead.transport.netty.Tenant;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A group as the transport owns it: it outlives every protocol that holds it. One lock, its own. */
final class GroupHost {
    private static final Logger LOG = LoggerFactory.getLogger("io.fairlead.transport");

    private final String key;
    private final Groups groups;
    private final EventLoop loop;
    private final Endpoints endpoints;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile GroupSpec spec;
    private volatile Part part;
    private volatile @Nullable Tenant tenant;
    private volatile @Nullable Hold current;
    private volatile @Nullable Hold staged;
    private Optional<SessionState> kept = Optional.empty();
    private long parking;
    private boolean gone;

    GroupHost(GroupSpec spec, Groups groups) {
        this.key = spec.key();
        this.spec = spec;
        this.groups = groups;
        this.loop = groups.shared().loops().next();
        this.endpoints = new Endpoints(this, groups.factories());
        this.part = groups.parts().part(key);
    }

    /** Returns what the protocol that serves, or served last, asked for. */
    GroupSpec spec() {
        return spec;
    }

    String key() {
        return key;
    }

    Shared shared() {
        return groups.shared();
    }

    EventLoop loop() {
        return loop;
    }

    Part part() {
        return part;
    }

    ReentrantLock lock() {
        return lock;
    }

    Endpoints endpoints() {
        return endpoints;
    }

    Slot slot(String role) {
        return endpoints.slot(role);
    }

    Optional<Tenant> tenant() {
        return Optional.ofNullable(tenant);
    }

    void tenant(@Nullable Tenant serving) {
        tenant = serving;
    }

    @Nullable
    Hold current() {
        return current;
    }

    @Nullable
    Hold staged() {
        return staged;
    }

    Optional<SessionState> kept() {
        return kept;
    }

    void kept(Optional<SessionState> state) {
        kept = state;
    }

    /** The next hold serves, or none. */
    void current(@Nullable Hold next) {
        current = next;
        if (next != null) {
            spec = next.spec();
            unstage(next);
        }
    }

    void unstage(Hold hold) {
        if (staged == hold) {
            staged = null;
        }
    }

    /** Ends the hold that is staged, if there is one. */
    void withdraw() {
        lock.lock();
        try {
            Hold hold = staged;
            if (hold != null) {
                staged = null;
                hold.end();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes hold of it, see {@link io.fairlead.transport.Transport#bind}; nothing where it is gone already. */
    Optional<Hold> bind(GroupSpec wanted, Protocol protocol) {
        lock.lock();
        try {
            if (gone) {
                return Optional.empty();
            }
            part = groups.parts().part(key);
            if (current != null) {
                return Optional.of(stage(wanted, protocol));
            }
            Hold hold = new Hold(this, wanted, protocol, false);
            if (parking > 0) {
                adopt(hold);
            } else {
                openNew(hold);
            }
            endpoints.all().forEach(Slot::tell);
            return Optional.of(hold);
        } finally {
            lock.unlock();
        }
    }

    private Hold stage(GroupSpec wanted, Protocol protocol) {
        if (staged != null) {
            throw new TransportException("The group " + key
                    + " has a protocol and another one waiting to take over; hand over to that, or stop it first.");
        }
        Hold hold = new Hold(this, wanted, protocol, true);
        staged = hold;
        return hold;
    }

    private void openNew(Hold hold) {
        try {
            endpoints.prepare(hold.spec()).applyForGood();
            hold.protocol().attach(hold, Optional.empty());
        } catch (RuntimeException e) {
            gone = true;
            groups.forget(this);
            endpoints.closeAll("its protocol did not start");
            hold.end();
            hold.protocol().detached();
            throw e;
        }
        serve(hold);
    }

    private void adopt(Hold hold) {
        Move move = new Move(this, hold, endpoints.prepare(hold.spec()));
        try (Swap swap = new Swap(List.of(move))) {
            swap.adopt(shared().settings().swapLimit());
            parking = 0;
        } catch (SwapFailure e) {
            throw new StateRefusedException("The parked group " + key + " stays parked: " + e.getMessage());
        }
    }

    private void serve(Hold hold) {
        current = hold;
        tenant = hold;
        Loops.each(endpoints.served(), Served::commit);
    }

    void update(Hold hold, GroupSpec changed) {
        lock.lock();
        try {
            if (!hold.live()) {
                throw new DetachedException("The group " + key + " has another protocol now.");
            }
            if (hold == current) {
                endpoints.prepare(changed).applyForGood();
                endpoints.all().forEach(Slot::tell);
                spec = changed;
            }
            hold.spec(changed);
        } finally {
            lock.unlock();
        }
    }

    /** Opens endpoints anew where a platform-wide default has changed. */
    void refresh() {
        lock.lock();
        try {
            Hold hold = current;
            if (hold != null) {
                endpoints.prepare(hold.spec()).applyForGood();
                endpoints.all().forEach(Slot::tell);
            }
        } finally {
            lock.unlock();
        }
    }

    void park(Hold hold, Duration asked) {
        Duration longest = shared().settings().parkLease();
        Duration lease = asked.compareTo(longest) > 0 ? longest : asked;
        park(hold, lease, "no protocol came back within " + lease.toSeconds() + " s");
    }

    void close(Hold hold) {
        park(hold, shared().settings().grace(), "its settings were deleted");
    }

    private void park(Hold hold, Duration lease, String cause) {
        lock.lock();
        try {
            if (gone) {
                hold.end();
            } else if (hold == staged) {
                staged = null;
                hold.end();
            } else if (hold == current) {
                kept = new Parking(this, hold).park();
                current = null;
                hold.end();
                long mine = ++parking;
                groups.keeper().schedule(() -> leaseEnds(mine, cause), lease.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leaseEnds(long mine, String cause) {
        lock.lock();
        try {
            if (parking == mine && current == null && !gone) {
                LOG.atLevel(served().isEmpty() ? Level.INFO : Level.WARN)
                        .log("{} is closed, and {} connections with it, since {}.", key, served().size(), cause);
                closeNow(cause);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes everything; the platform stops, or nobody came back. */
    void closeNow(String cause) {
        lock.lock();
        try {
            gone = true;
            tenant = null;
            groups.forget(this);
            endpoints.closeAll(cause);
        } finally {
            lock.unlock();
        }
    }

    /** What operators see: {@code serving}, {@code parked}, {@code paused}. */
    String state(Slot slot) {
        return tenant == null ? "parked" : slot.socket().full() ? "paused" : "serving";
    }

    Collection<Slot> slots() {
        return endpoints.all();
    }

    List<Served> served() {
        return endpoints.served();
    }
}
