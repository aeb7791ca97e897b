package io.fairlead.gateway.engine;

import io.fairlead.gateway.api.FrameException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place for one connection, as a thread of the original. Connections come and go in it; each has a generation, and
 * whatever is sent names the generation that it is for.
 */
final class Slot {
    final Handler handler;
    final int number;

    // Guarded by the switchboard
    final Map<String, PeerCall> pending = new LinkedHashMap<>();
    final Set<String> abandoned = new HashSet<>();
    Optional<String> client = Optional.empty();
    boolean listed;
    boolean closing;
    boolean timed;
    long sequence;

    @Nullable
    Talk session;

    // Guarded by this
    private long generation;
    private @Nullable Wire wire;

    Slot(Handler handler, int number) {
        this.handler = handler;
        this.number = number;
    }

    /** Takes a connection in; returns its generation. */
    synchronized long occupy(Wire connection) {
        wire = connection;
        return ++generation;
    }

    /** Takes a connection in that had a generation here before its handler was replaced. */
    synchronized void restore(Wire connection, long had) {
        wire = connection;
        generation = had;
    }

    /** Lets the connection go; false where it is not the one that is here. */
    synchronized boolean vacate(long of) {
        if (of != generation || wire == null) {
            return false;
        }
        wire = null;
        return true;
    }

    synchronized long generation() {
        return generation;
    }

    /** Returns the connection that is here. */
    synchronized @Nullable Wire wire() {
        return wire;
    }

    /**
     * Sends to the connection of that generation, and to no other.
     *
     * @return false where it is gone
     * @throws FrameException where the message cannot be sent with this framing
     */
    boolean send(long to, ByteBuffer message) throws FrameException {
        Wire connection;
        synchronized (this) {
            if (to != generation) {
                return false;
            }
            connection = wire;
        }
        return connection != null && connection.send(message);
    }

    /** Returns whether a service's request can be sent here now; the switchboard's lock is held. */
    boolean fits(PeerCall call, int inFlight) {
        if (closing || wire() == null) {
            return false;
        }
        if (!call.shares()) {
            return pending.isEmpty() && abandoned.isEmpty();
        }
        return hasRoom(inFlight)
                && !pending.containsKey(PeerCall.NO_KEY)
                && call.key()
                        .map(key -> !pending.containsKey(key) && !abandoned.contains(key))
                        .orElse(true);
    }

    /** Returns whether any request can be sent here now; the switchboard's lock is held. */
    boolean hasRoom(int inFlight) {
        return !closing && pending.size() + abandoned.size() < inFlight && !pending.containsKey(PeerCall.NO_KEY);
    }

    @Override
    public String toString() {
        return handler.number() + "." + number;
    }
}
