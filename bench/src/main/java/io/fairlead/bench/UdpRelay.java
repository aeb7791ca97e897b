package io.fairlead.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A UDP relay with faults between one client and one server, each way: loss before the bottleneck, a rate with a queue,
 * a delay with jitter, duplicates and flipped bits. What is lost follows from the seed.
 */
final class UdpRelay implements AutoCloseable {
    /** What a path does; times in milliseconds, shares from 0 to 1, rate in bytes a second (0: none). */
    record Path(double loss, double delay, double jitter, double duplicates, double corrupt, double rate, int queue) {}

    private static final int LONGEST = 65_536;
    private static final int BUFFER = 4 << 20;

    /** A datagram on its way. */
    private static final class Late implements Comparable<Late> {
        private final long at;
        private final long order;
        private final boolean toServer;
        private final ByteBuffer bytes;

        Late(long at, long order, boolean toServer, ByteBuffer bytes) {
            this.at = at;
            this.order = order;
            this.toServer = toServer;
            this.bytes = bytes;
        }

        @Override
        public int compareTo(Late other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private final DatagramChannel front;
    private final DatagramChannel back;
    private final Selector selector;
    private final InetSocketAddress server;
    private final Path path;
    private final Random random;
    private final PriorityQueue<Late> late = new PriorityQueue<>();
    private final long[] freeAt = new long[2];
    private final Thread thread;
    private volatile InetSocketAddress client = new InetSocketAddress(0);
    private volatile boolean ended;
    private long order;

    UdpRelay(InetSocketAddress server, Path path, long seed) throws IOException {
        this.server = server;
        this.path = path;
        this.random = new Random(seed);
        this.front = open();
        this.back = open();
        this.selector = Selector.open();
        front.register(selector, SelectionKey.OP_READ);
        back.register(selector, SelectionKey.OP_READ);
        thread = new Thread(this::run, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static DatagramChannel open() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        return channel;
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) front.getLocalAddress();
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST);
        try {
            while (!ended) {
                Late next = late.peek();
                long wait = next == null ? 10_000_000 : next.at - System.nanoTime();
                if (wait >= 1_000_000) {
                    selector.select(wait / 1_000_000);
                } else {
                    selector.selectNow();
                }
                selector.selectedKeys().clear();
                read(front, buffer, true);
                read(back, buffer, false);
                deliver();
            }
        } catch (IOException e) {
            if (!ended) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void read(DatagramChannel from, ByteBuffer buffer, boolean toServer) throws IOException {
        for (int i = 0; i < 64; i++) {
            buffer.clear();
            InetSocketAddress sender = (InetSocketAddress) from.receive(buffer);
            if (sender == null) {
                return;
            }
            if (toServer) {
                client = sender;
            }
            buffer.flip();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            take(bytes, toServer);
        }
    }

    private void take(byte[] bytes, boolean toServer) {
        int copies = random.nextDouble() < path.duplicates ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (random.nextDouble() < path.loss) {
                continue;
            }
            long leaves = leaves(bytes.length, toServer ? 0 : 1);
            if (leaves >= 0) {
                if (random.nextDouble() < path.corrupt) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                long travel = (long) ((path.delay + random.nextDouble() * path.jitter) * 1e6);
                late.add(new Late(leaves + travel, order++, toServer, ByteBuffer.wrap(bytes)));
            }
        }
    }

    private long leaves(int bytes, int way) {
        long now = System.nanoTime();
        if (path.rate <= 0) {
            return now;
        }
        long free = Math.max(now, freeAt[way]);
        if ((free - now) / 1e9 * path.rate + bytes > path.queue) {
            return -1;
        }
        freeAt[way] = free + (long) (bytes / path.rate * 1e9);
        return freeAt[way];
    }

    private void deliver() throws IOException {
        long now = System.nanoTime();
        while (!late.isEmpty() && late.peek().at <= now) {
            Late due = late.poll();
            if (due.toServer) {
                back.send(due.bytes.duplicate(), server);
            } else if (client.getPort() != 0) {
                front.send(due.bytes.duplicate(), client);
            }
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        selector.wakeup();
        front.close();
        back.close();
    }
}
