package io.fairlead.bench;

import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Framed request and reply of 64 bytes on the transport beside a bare Netty echo: rate, latency and the server's
 * processor time a request, at 1, 64, 1000 and 9000 connections, peers in turn within each round.
 */
final class EchoBench {
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx256m");
    private static final double WARM_UP_SECONDS = 20;

    private final List<Integer> connections;
    private final int rounds;
    private final int seconds;

    EchoBench(int rounds, int seconds, List<Integer> connections) {
        this.connections = connections;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    void run() throws IOException, InterruptedException {
        try (Server netty = Server.start("bare Netty", NettyEcho.class);
                Server transport = Server.start("transport", TransportEcho.class)) {
            System.out.printf(
                    "%d rounds of %d s, peers in turn; the server on one core, the load on the other%n",
                    rounds, seconds);
            for (Server server : List.of(netty, transport)) {
                try (EchoLoad load = new EchoLoad(server.port, 64)) {
                    load.run(WARM_UP_SECONDS);
                }
            }
            for (int each : connections) {
                measure(each, netty, transport);
            }
        }
    }

    private void measure(int connections, Server netty, Server transport) throws IOException, InterruptedException {
        Row nettyRow = new Row(netty.name);
        Row transportRow = new Row(transport.name);
        Figures rateRatio = new Figures();
        Figures cpuRatio = new Figures();
        sample(connections, netty);
        sample(connections, transport);
        for (int round = 0; round < rounds; round++) {
            Sample bare = nettyRow.add(sample(connections, netty));
            Sample ours = transportRow.add(sample(connections, transport));
            rateRatio.add(ours.rate / bare.rate);
            cpuRatio.add(ours.cpuMicros / bare.cpuMicros);
        }
        System.out.printf("%n%d connections%n%s%n%s%n", connections, nettyRow, transportRow);
        System.out.printf(
                "  transport / bare Netty, pair by pair: rate %s, CPU a request %s%n",
                rateRatio.text("%.2f"), cpuRatio.text("%.2f"));
    }

    private Sample sample(int connections, Server server) throws IOException, InterruptedException {
        try (EchoLoad load = new EchoLoad(server.port, connections)) {
            load.run(0.5);
            double before = server.child.cpuSeconds();
            Histogram latency = load.run(seconds);
            double cpu = server.child.cpuSeconds() - before;
            long requests = latency.getTotalCount();
            return new Sample(
                    requests / (double) seconds,
                    latency.getValueAtPercentile(50) / 1e3,
                    latency.getValueAtPercentile(99) / 1e3,
                    cpu * 1e6 / requests);
        }
    }

    private record Server(String name, Child child, int port) implements AutoCloseable {
        static Server start(String name, Class<?> main) throws IOException {
            Child child = Child.java(main, OPTIONS);
            return new Server(name, child, Integer.parseInt(child.await("ready").split(" ", -1)[1]));
        }

        @Override
        public void close() {
            child.close();
        }
    }

    private record Sample(double rate, double p50Micros, double p99Micros, double cpuMicros) {}

    private static final class Row {
        final Figures rate = new Figures();
        final Figures p50 = new Figures();
        final Figures p99 = new Figures();
        final Figures cpu = new Figures();

        private final String name;

        Row(String name) {
            this.name = name;
        }

        Sample add(Sample sample) {
            rate.add(sample.rate);
            p50.add(sample.p50Micros);
            p99.add(sample.p99Micros);
            cpu.add(sample.cpuMicros);
            return sample;
        }

        @Override
        public String toString() {
            return String.format(
                    "  %-11s %s req/s   p50 %s us   p99 %s us   CPU %s us/req",
                    name, rate.text("%.0f"), p50.text("%.0f"), p99.text("%.0f"), cpu.text("%.2f"));
        }
    }
}
