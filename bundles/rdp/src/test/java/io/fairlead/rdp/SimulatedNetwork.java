package io.fairlead.rdp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A network, a clock and the loops of some nodes in one: whatever happens follows from the seed. Every path has the
 * same faults.
 */
final class SimulatedNetwork implements Clock {
    /** What a path does to datagrams; times in milliseconds, shares from 0 to 1, rate in bytes a second. */
    record Path(double loss, double delay, double jitter, double duplicates, double corrupt, double rate, int queue) {
        static final Path CLEAN = new Path(0, 1, 0, 0, 0, 0, 0);

        static Path of(double loss, double delay) {
            return new Path(loss, delay, 0, 0, 0, 0, 0);
        }

        static Path bottleneck(double loss, double delay, double rate, int queueBytes) {
            return new Path(loss, delay, 0, 0, 0, rate, queueBytes);
        }
    }

    private record Event(long at, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private final class Host {
        private final Node node;
        private long runAt = Long.MAX_VALUE;

        Host(RdpSettings settings, InetSocketAddress address, NodeListener listener) {
            node = new Node(
                    settings,
                    SimulatedNetwork.this,
                    new Random(random.nextLong()),
                    (to, datagram) -> send(address, to, datagram),
                    listener,
                    () -> schedule(this, now));
        }
    }

    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Map<InetSocketAddress, Host> hosts = new HashMap<>();
    private final Map<InetSocketAddress, Long> busyUntil = new HashMap<>();
    private Path path;
    private long now = 1_000_000_000L;
    private long order;
    long sent;
    long sentBytes;
    long tailDrops;
    int longest;

    SimulatedNetwork(long seed, Path path) {
        this.random = new Random(seed);
        this.path = path;
    }

    static InetSocketAddress address(int number) {
        return new InetSocketAddress("127.0.0." + number, 9000);
    }

    Node host(int number, RdpSettings settings, NodeListener listener) {
        InetSocketAddress address = address(number);
        Host host = new Host(settings, address, listener);
        hosts.put(address, host);
        return host.node;
    }

    void remove(int number) {
        hosts.remove(address(number));
    }

    void path(Path changed) {
        path = changed;
    }

    @Override
    public long nanos() {
        return now;
    }

    double millis() {
        return now / 1e6;
    }

    void at(double millisFromNow, Runnable what) {
        events.add(new Event(now + (long) (millisFromNow * 1e6), order++, what));
    }

    /** Runs for so long. */
    void run(double millis) {
        runUntil(() -> false, millis);
    }

    /** Runs until something is so, at most for so long; tells whether it is. */
    boolean runUntil(java.util.function.BooleanSupplier done, double millis) {
        long end = now + (long) (millis * 1e6);
        while (!done.getAsBoolean()) {
            Event next = events.peek();
            if (next == null || next.at > end) {
                now = end;
                return done.getAsBoolean();
            }
            events.poll();
            now = Math.max(now, next.at);
            next.what.run();
        }
        return true;
    }

    /** Hands a datagram to a host as if it had come from there. */
    void inject(InetSocketAddress from, int to, ByteBuffer datagram) {
        arrive(from, address(to), datagram);
    }

    private void schedule(Host host, long at) {
        if (at < host.runAt) {
            host.runAt = at;
            events.add(new Event(at, order++, () -> {
                if (host.runAt <= now && hosts.containsValue(host)) {
                    host.runAt = Long.MAX_VALUE;
                    // A loop's timers are no finer than a quarter of a millisecond.
                    long due = host.node.run();
                    schedule(host, due == Long.MAX_VALUE ? due : Math.max(due, now + 250_000));
                }
            }));
        }
    }

    private void send(InetSocketAddress from, InetSocketAddress to, ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(bytes);
        sent++;
        sentBytes += bytes.length;
        longest = Math.max(longest, bytes.length);
        int copies = random.nextDouble() < path.duplicates ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (random.nextDouble() >= path.loss) {
                long leaves = throughBottleneck(from, bytes.length);
                if (leaves >= 0) {
                    double travel = path.delay + random.nextDouble() * path.jitter;
                    byte[] copy = bytes.clone();
                    if (random.nextDouble() < path.corrupt) {
                        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    events.add(new Event(
                            leaves + (long) (travel * 1e6), order++, () -> arrive(from, to, ByteBuffer.wrap(copy))));
                }
            }
        }
    }

    private long throughBottleneck(InetSocketAddress from, int bytes) {
        if (path.rate <= 0) {
            return now;
        }
        long free = Math.max(now, busyUntil.getOrDefault(from, 0L));
        if ((free - now) / 1e9 * path.rate + bytes > path.queue) {
            tailDrops++;
            return -1;
        }
        long leaves = free + (long) (bytes / path.rate * 1e9);
        busyUntil.put(from, leaves);
        return leaves;
    }

    private void arrive(InetSocketAddress from, InetSocketAddress to, ByteBuffer datagram) {
        Host host = hosts.get(to);
        if (host != null) {
            host.node.datagram(from, datagram);
            schedule(host, now);
        }
    }
}
