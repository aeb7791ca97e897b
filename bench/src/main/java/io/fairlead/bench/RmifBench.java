package io.fairlead.bench;

import io.fairlead.rdp.Count;
import io.fairlead.rdp.Delivery;
import io.fairlead.rdp.FrameSender;
import io.fairlead.rdp.InSettings;
import io.fairlead.rdp.NodeListener;
import io.fairlead.rdp.OutSettings;
import io.fairlead.rdp.RdpSettings;
import io.fairlead.rdp.Session;
import io.fairlead.rdp.wire.Func;
import io.fairlead.rdp.wire.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Pipe data and messages over real sockets: on the loopback, and through a relay of 200 Mbit/s with faults. */
final class RmifBench {
    private static final double LINK = 25e6;
    private static final int QUEUE = 512 << 10;
    private static final int MESSAGES_A_SECOND = 200;

    private final int seconds;

    RmifBench(int seconds) {
        this.seconds = seconds;
    }

    void run() throws Exception {
        System.out.println("pipe data on the loopback, MB/s");
        for (int size : List.of(1 << 10, 8 << 10, 1 << 20)) {
            for (int packet : List.of(1400, 32_768)) {
                System.out.printf(
                        "  frames of %7d bytes in packets of %5d: %.0f%n",
                        size, packet, goodput(null, size, packet) / 1e6);
            }
        }
        System.out.println("through the relay (200 Mbit/s, queue 512 KiB): loss, one-way delay; pipe data Mbit/s;"
                + " messages of 1 KiB at 200/s, p50/p99 ms in order, independent, redundant");
        for (double delay : new double[] {0, 25, 150}) {
            for (double loss : new double[] {0, 0.01, 0.05, 0.10, 0.30}) {
                UdpRelay.Path path = new UdpRelay.Path(loss, delay, 0, 0, 0, LINK, QUEUE);
                System.out.printf(
                        "  %4.0f %% %4.0f ms: %6.1f  %s  %s  %s%n",
                        loss * 100,
                        delay,
                        goodput(path, 32 << 10, 1400) * 8 / 1e6,
                        latency(path, Delivery.IN_ORDER),
                        latency(path, Delivery.INDEPENDENT),
                        latency(path, Delivery.REDUNDANT));
            }
        }
    }

    /** Two nodes with an open session. */
    private static final class Pair implements AutoCloseable, NodeListener {
        private final CompletableFuture<Session> accepted = new CompletableFuture<>();
        private final CompletableFuture<Session> opened = new CompletableFuture<>();
        private final List<Double> latencies = Collections.synchronizedList(new ArrayList<>());
        private final UdpNode server;
        private final UdpNode client;
        private final @Nullable UdpRelay relay;

        Pair(UdpRelay.@Nullable Path path, RdpSettings settings) throws Exception {
            server = new UdpNode(settings, this);
            client = new UdpNode(settings, new NodeListener() {
                @Override
                public void opened(Session session, Table table, boolean again) {
                    opened.complete(session);
                }
            });
            relay = path == null ? null : new UdpRelay(server.address(), path, 1);
            var to = relay == null ? server.address() : relay.address();
            client.execute(() -> client.node().open(to));
            opened.get(20, TimeUnit.SECONDS);
            accepted.get(20, TimeUnit.SECONDS);
        }

        @Override
        public void opened(Session session, Table table, boolean again) {
            accepted.complete(session);
        }

        @Override
        public void message(Session session, Func func, int info, ByteBuffer data) {
            latencies.add((System.nanoTime() - data.getLong(0)) / 1e6);
        }

        @Override
        public void close() throws java.io.IOException {
            client.close();
            server.close();
            if (relay != null) {
                relay.close();
            }
        }
    }

    private double goodput(UdpRelay.@Nullable Path path, int size, int packet) throws Exception {
        RdpSettings settings = RdpSettings.DEFAULT.withPacketLength(packet);
        try (Pair pair = new Pair(path, settings)) {
            AtomicLong bytes = new AtomicLong();
            Session in = pair.opened.get();
            Session out = pair.accepted.get();
            pair.client.execute(() -> in.openIn(
                    1,
                    InSettings.of(size, 0),
                    frame -> bytes.addAndGet(frame.data().remaining())));
            ByteBuffer frame = ByteBuffer.allocate(size);
            int queue = Math.max(4, (256 << 10) / size);
            OutSettings how =
                    new OutSettings(queue, OutSettings.DEFAULT.repairBytes(), java.nio.ByteOrder.LITTLE_ENDIAN);
            pair.server.execute(() -> {
                FrameSender sender = out.openOut(1, how);
                pair.server.eachTurn(() -> {
                    while (sender.waiting() < queue - 1) {
                        sender.offer(frame, Double.NaN);
                    }
                });
            });
            TimeUnit.SECONDS.sleep(2);
            long before = bytes.get();
            long begun = System.nanoTime();
            TimeUnit.SECONDS.sleep(seconds);
            return (bytes.get() - before) / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private String latency(UdpRelay.@Nullable Path path, Delivery delivery) throws Exception {
        try (Pair pair = new Pair(path, RdpSettings.DEFAULT.with(RdpSettings.LARGEST_WINDOW, 20))) {
            Session session = pair.opened.get();
            int count = Math.max(400, seconds * MESSAGES_A_SECOND);
            long begun = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long due = begun + i * (1_000_000_000L / MESSAGES_A_SECOND);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                pair.client.execute(() -> session.send(
                        Func.MSG, 0, delivery, ByteBuffer.allocate(1024).putLong(0, System.nanoTime())));
            }
            long end = System.nanoTime() + 10_000_000_000L;
            while (pair.latencies.size() < count && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            List<Double> sorted = new ArrayList<>(pair.latencies);
            Collections.sort(sorted);
            return sorted.size() < count
                    ? String.format(
                            "%d of %d, %d failed",
                            sorted.size(), count, session.counts().get(Count.FAILED))
                    : String.format("%.1f/%.1f", sorted.get(count / 2), sorted.get(count * 99 / 100));
        }
    }
}
