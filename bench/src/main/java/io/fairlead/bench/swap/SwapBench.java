package io.fairlead.bench.swap;

import io.fairlead.bench.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Swaps under load: connections with state that the clients check, three requests outstanding each, a quarter of them
 * split over two writes, and a newcomer every 20 ms. The same load without swaps runs in turn with it, and the same
 * client against proxies that reload.
 */
public final class SwapBench {
    private static final int PAUSE_BETWEEN_MS = 400;
    private static final int RELOAD_EVERY_MS = 1500;
    private static final int SWAPS_A_ROUND = 5;
    private static final int RELOADS = 10;
    private static final int WARM_UP_MS = 4000;
    private static final int SENDERS = 100;
    /** The runtime's TLS on both sides of two cores takes that much longer for a request. */
    private static final int TLS_SHARE = 3;

    private final int swaps;
    private final int connections;
    private final int rate;
    private final List<String> only;
    private final Table table = new Table();

    /**
     * @param swaps how many of each variant
     * @param connections how many are held
     * @param rate requests a second of all together
     * @param only the variants to run; empty: all
     */
    public SwapBench(int swaps, int connections, int rate, List<String> only) {
        this.swaps = swaps;
        this.connections = connections;
        this.rate = rate;
        this.only = only;
    }

    /** Runs all and prints a row of each. */
    public void run() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("fairlead-swap");
        System.out.printf(
                "%d connections, up to 3 requests outstanding each, %d requests a second in all (busy: as many as go, tls: a third),"
                        + " a newcomer every 20 ms; %d swaps, %d reloads, each beside a control of the same length%n",
                connections, rate, swaps, RELOADS);
        try {
            table.head();
            swapped("tcp", Target.Kind.TCP, "swap", rate, work);
            swapped("busy", Target.Kind.TCP, "swap", 0, work);
            swapped("tls", Target.Kind.TLS, "swap", rate / TLS_SHARE, work);
            swapped("udp", Target.Kind.UDP, "swap", rate, work);
            swapped("park", Target.Kind.TCP, "park", rate, work);
            proxied("haproxy", () -> ProxySubject.haproxy(false, work));
            proxied("haproxy, 1 s", () -> ProxySubject.haproxy(true, work));
            proxied("nginx", () -> ProxySubject.nginx(false, work));
            proxied("nginx, 1 s", () -> ProxySubject.nginx(true, work));
        } finally {
            delete(work);
        }
    }

    private void swapped(String name, Target.Kind kind, String command, int requests, Path work)
            throws IOException, InterruptedException {
        if (isWanted(name)) {
            try (Subject subject = new ServerSubject(kind, command, work)) {
                measure(name, subject, requests, swaps, PAUSE_BETWEEN_MS);
            }
        }
    }

    private void proxied(String name, Start start) throws IOException, InterruptedException {
        if (!isWanted(name)) {
            return;
        }
        Optional<Subject> started = start.start();
        if (started.isEmpty()) {
            table.note(name, "not installed (Debian: haproxy; nginx-light and libnginx-mod-stream)");
            return;
        }
        try (Subject subject = started.get()) {
            measure(name, subject, rate, RELOADS, RELOAD_EVERY_MS);
        }
    }

    private boolean isWanted(String name) {
        return only.isEmpty() || only.contains(name.replaceFirst(",.*", ""));
    }

    private void measure(String name, Subject subject, int requests, int changes, int everyMillis)
            throws IOException, InterruptedException {
        int held = subject.target().kind() == Target.Kind.UDP ? SENDERS : connections;
        try (Load load = new Load(subject.target(), held, requests)) {
            load.start();
            Thread.sleep(WARM_UP_MS);
            load.turn();
            Row row = new Row(name, held, changes);
            for (int done = 0; done < changes; ) {
                int round = Math.min(SWAPS_A_ROUND, changes - done);
                for (int i = 0; i < round; i++) {
                    row.took(subject.change());
                    Thread.sleep(everyMillis);
                }
                row.swapping(load.turn());
                Thread.sleep((long) round * everyMillis);
                row.control(load.turn());
                done += round;
            }
            table.row(row, load.finish(), subject.left());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** Starts what may not be installed. */
    private interface Start {
        Optional<Subject> start() throws IOException, InterruptedException;
    }

    /** The figures of one variant. */
    static final class Row {
        final String name;
        final int held;
        final int changes;
        final Figures pause = new Figures();
        final List<String> refusals = new ArrayList<>();
        private double control;
        private double swapping;

        Row(String name, int held, int changes) {
            this.name = name;
            this.held = held;
            this.changes = changes;
        }

        void took(Subject.Change change) {
            if (!change.done()) {
                refusals.add(change.reason());
            } else if (!Double.isNaN(change.pauseMillis())) {
                pause.add(change.pauseMillis());
            }
        }

        void swapping(Histogram latency) {
            swapping = Math.max(swapping, latency.getMaxValue() / 1e6);
        }

        void control(Histogram latency) {
            control = Math.max(control, latency.getMaxValue() / 1e6);
        }

        double longest() {
            return swapping;
        }

        double longestOfControl() {
            return control;
        }
    }
}
