package io.fairlead.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * From the start of the process to its ready line, and the memory it then holds: a bare JVM, a bare Felix, a bare Netty
 * HTTP server (to its first answered byte) and Fairlead's default instance, warm and in a fresh home, in turn within
 * each round.
 */
final class StartBench {
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xshare:auto");
    private static final long SETTLE_MILLIS = 1000;

    private final int rounds;
    private final Path root = Path.of(System.getProperty("fairlead.root"));
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Figures ratio = new Figures();

    StartBench(int rounds) {
        this.rounds = rounds;
    }

    void run() throws Exception {
        Path work = Files.createTempDirectory("fairlead-start");
        Path warm = work.resolve("warm");
        try {
            // The first start makes the home; the second has its class-data archive made beside it.
            sample("", () -> fairlead(warm));
            sample("", () -> fairlead(warm));
            for (int round = 0; round < rounds; round++) {
                Path fresh = work.resolve("fresh-" + round);
                Path storage = work.resolve("felix-" + round);
                sample("bare JVM", () -> Child.start(unpinned(BareJvm.class)));
                sample("bare Felix", () -> Child.start(unpinned(BareFelix.class, storage.toString())));
                double netty = sample("bare Netty HTTP", () -> Child.start(unpinned(NettyHello.class)));
                double fairlead = sample("Fairlead, warm", () -> fairlead(warm));
                sample("Fairlead, fresh home", () -> fairlead(fresh));
                ratio.add(fairlead / netty);
            }
        } finally {
            delete(work);
        }
        System.out.printf(
                "%d rounds, in turn; milliseconds from exec to the ready line, resident MiB a second later%n", rounds);
        rows.forEach((name, row) ->
                System.out.printf("  %-21s %s ms   %s MiB%n", name, row.millis.text("%.0f"), row.memory.text("%.0f")));
        System.out.printf("  Fairlead, warm / bare Netty HTTP, pair by pair: %s%n", ratio.text("%.2f"));
    }

    private double sample(String name, Callable<Child> start) throws Exception {
        try (Child child = start.call()) {
            String line = child.await("ready");
            if (line.matches("ready \\d+")) {
                awaitAnswer(Integer.parseInt(line.replaceAll("\\D", "")));
            }
            double took = child.ageMillis();
            Thread.sleep(SETTLE_MILLIS);
            if (!name.isEmpty()) {
                Row row = rows.computeIfAbsent(name, any -> new Row(new Figures(), new Figures()));
                row.millis.add(took);
                row.memory.add(child.residentMiB());
            }
            return took;
        }
    }

    private static void awaitAnswer(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() < 0) {
                throw new IOException("no answer from port " + port);
            }
        }
    }

    private Child fairlead(Path home) throws IOException {
        return Child.start(List.of(root.resolve("fairlead").toString(), "run", "--home", home.toString()));
    }

    private static List<String> unpinned(Class<?> main, String... arguments) {
        return Stream.of(
                        Stream.of(Child.javaCommand()),
                        OPTIONS.stream(),
                        Stream.of("-cp", System.getProperty("java.class.path"), main.getName()),
                        Stream.of(arguments))
                .flatMap(words -> words)
                .toList();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private record Row(Figures millis, Figures memory) {}
}
