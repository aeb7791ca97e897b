package io.fairlead.imu.testing;

import io.fairlead.transport.Connection;
import io.fairlead.transport.Endpoint;
import io.fairlead.transport.Group;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.Relay;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.Timers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A transport without sockets: one loop, one group, and connections whose other end is the test's. */
public final class FakeTransport implements Group, AutoCloseable {
    final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    final AtomicLong nanoOffset = new AtomicLong();
    private final List<FakeConnection> connections = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private Protocol protocol;

    /** Serves a group with so many reconnection ports, from 45001. */
    public FakeTransport(Protocol protocol, int processes) {
        this.protocol = protocol;
        endpoints.add(new FakeEndpoint("main", 40001));
        for (int process = 1; process <= processes; process++) {
            endpoints.add(new FakeEndpoint("reconnect." + process, 45000 + process));
        }
        protocol.attach(this, Optional.empty());
    }

    /** Makes a connection to the endpoint of that role. */
    public FakeConnection connect(String role) {
        FakeConnection connection = new FakeConnection(this, endpoint(role));
        connections.add(connection);
        connection.open(protocol, Optional.empty());
        return connection;
    }

    /** Replaces the protocol as a swap does: suspends all, attaches the next, and lets go of the old. */
    public void swap(Protocol next, boolean force) {
        List<FakeConnection> open =
                connections.stream().filter(FakeConnection::isOpen).toList();
        SuspendRequest request = new SuspendRequest(Duration.ofSeconds(5), force);
        List<Optional<SessionState>> states =
                open.stream().map(connection -> connection.suspend(request)).toList();
        Optional<SessionState> state =
                protocol.suspend(request).toCompletableFuture().join();
        next.attach(this, state);
        for (int i = 0; i < states.size(); i++) {
            open.get(i).handOver(next, states.get(i));
        }
        protocol.detached();
        protocol = next;
    }

    /** Lets time pass for everybody who asks the clock; timers are not moved by it. */
    public void pass(Duration time) {
        nanoOffset.addAndGet(time.toNanos());
    }

    /** Returns the clock. */
    public long nanoTime() {
        return System.nanoTime() + nanoOffset.get();
    }

    @Override
    public String key() {
        return "io.fairlead.imu~test";
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public Endpoint endpoint(String role) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.role().equals(role))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(role));
    }

    @Override
    public Timers timers() {
        return new LoopTimers();
    }

    @Override
    public Executor executor() {
        return loop;
    }

    @Override
    public Relay relay(Connection one, Connection other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        loop.shutdownNow();
    }

    private record FakeEndpoint(String role, int port) implements Endpoint {
        @Override
        public String name() {
            return "io.fairlead.imu~test/" + role;
        }

        @Override
        public Optional<InetSocketAddress> address() {
            return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        @Override
        public CompletionStage<Connection> connect(InetSocketAddress remote, String tag, Duration timeout) {
            throw new UnsupportedOperationException();
        }
    }

    /** Timers on the loop. */
    final class LoopTimers implements Timers {
        @Override
        public long nanoTime() {
            return FakeTransport.this.nanoTime();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            ScheduledFuture<?> future = loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        }
    }
}
