package io.fairlead.transport.netty.group;

import io.fairlead.platform.health.Parts;
import io.fairlead.transport.Binding;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.HandOver;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.Transport;
import io.fairlead.transport.TransportException;
import io.fairlead.transport.netty.EndpointFactory;
import io.fairlead.transport.netty.Keeper;
import io.fairlead.transport.netty.Shared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** All groups by key: binds them and hands them over. */
public final class Groups implements Transport, HandOver {
    private final Shared shared;
    private final Parts parts;
    private final Keeper keeper;
    private final Map<EndpointSpec.Kind, EndpointFactory> factories;
    private final Map<String, GroupHost> hosts = new ConcurrentHashMap<>();

    /**
     * @param shared what all endpoints share
     * @param parts the health table
     * @param keeper for leases
     * @param factories makes the sockets of each kind
     */
    public Groups(Shared shared, Parts parts, Keeper keeper, Map<EndpointSpec.Kind, EndpointFactory> factories) {
        this.shared = shared;
        this.parts = parts;
        this.keeper = keeper;
        this.factories = Map.copyOf(factories);
    }

    Shared shared() {
        return shared;
    }

    Parts parts() {
        return parts;
    }

    Keeper keeper() {
        return keeper;
    }

    Map<EndpointSpec.Kind, EndpointFactory> factories() {
        return factories;
    }

    Collection<GroupHost> hosts() {
        return hosts.values();
    }

    void forget(GroupHost host) {
        hosts.remove(host.key(), host);
    }

    @Override
    public Binding bind(GroupSpec spec, Protocol protocol) {
        while (true) {
            Optional<Hold> hold = hosts.computeIfAbsent(spec.key(), key -> new GroupHost(spec, this))
                    .bind(spec, protocol);
            if (hold.isPresent()) {
                return hold.get();
            }
        }
    }

    @Override
    public List<String> staged() {
        return hosts.values().stream()
                .filter(host -> host.staged() != null)
                .map(GroupHost::key)
                .sorted()
                .toList();
    }

    @Override
    public void withdraw(Collection<String> groups) {
        hosts.values().stream().filter(host -> groups.contains(host.key())).forEach(GroupHost::withdraw);
    }

    /** Locks in the order of the keys, so that two hand-overs cannot wait for each other. */
    @Override
    public Outcome handOver(Collection<String> groups, Duration limit, boolean force) {
        List<GroupHost> locked = new ArrayList<>();
        try {
            for (String key : new TreeSet<>(groups)) {
                GroupHost host = hosts.get(key);
                if (host == null) {
                    return abandoned("there is no group " + key);
                }
                host.lock().lock();
                locked.add(host);
                if (host.staged() == null || host.current() == null) {
                    return abandoned("no protocol waits to take over " + key);
                }
            }
            return handOver(locked, limit, force);
        } finally {
            locked.forEach(host -> host.lock().unlock());
        }
    }

    private static Outcome handOver(List<GroupHost> locked, Duration limit, boolean force) {
        List<Move> moves = new ArrayList<>();
        try {
            for (GroupHost host : locked) {
                moves.add(move(host));
            }
        } catch (RuntimeException e) {
            moves.forEach(Move::giveUp);
            return abandoned(String.valueOf(e.getMessage()));
        }
        try (Swap swap = new Swap(moves)) {
            swap.handOver(limit, force);
            return new Outcome(true, "", swap.moved(), swap.longestPause());
        } catch (SwapFailure | RuntimeException e) {
            return abandoned(String.valueOf(e.getMessage()));
        }
    }

    private static Move move(GroupHost host) {
        return Stream.ofNullable(host.staged())
                .map(next -> new Move(host, next, host.endpoints().prepare(next.spec())))
                .findFirst()
                .orElseThrow();
    }

    private static Outcome abandoned(String reason) {
        return new Outcome(false, reason + "; the old side goes on", 0, Duration.ZERO);
    }

    /**
     * Opens endpoints anew where a platform-wide default has changed. One that cannot be opened keeps its group as it was
     * and nothing else.
     *
     * @return a sentence for each group that stays as it was
     */
    public List<String> refresh() {
        List<String> failures = new ArrayList<>();
        for (GroupHost host : hosts.values()) {
            try {
                host.refresh();
            } catch (TransportException e) {
                failures.add(e.getMessage());
            }
        }
        return failures;
    }

    /** Closes everything. */
    public void close() {
        hosts.values().forEach(host -> host.closeNow("the transport stops"));
    }
}
