package io.fairlead.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * A search by a word of a title and the first 20 rows with their makers, on the full museum set: an IMu client's two
 * requests to a running instance, beside plain JDBC that makes the same values, plus two bare echo round trips; in turn
 * within each round.
 */
final class ImuBench {
    private static final String HOST = "127.0.0.51";
    private static final int WORDS = 400;
    private static final int WARM_UP_ROUNDS = 20;
    private static final Pattern ID = Pattern.compile("\n\t\"id\" : \"([^\"]+)\"");
    private static final Pattern RESULT = Pattern.compile("\n\t\"result\" : (\\d+)");

    /** The client goes on with the handler of its first search. */
    private String handler = "\t\"name\" : \"Module\",\r\n\t\"create\" : \"ecatalogue\"";

    private final int rounds;
    private final Path root = Path.of(System.getProperty("fairlead.root"));
    private final Histogram imu = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
    private final Histogram jdbc = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
    private final Histogram echo = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
    private final Figures ratio = new Figures();

    ImuBench(int rounds) {
        this.rounds = rounds;
    }

    void run() throws Exception {
        Path data = root.resolve("../shared/data/museum").normalize();
        if (!Files.isDirectory(data)) {
            throw new IOException("the full set is not at " + data);
        }
        Path work = Files.createTempDirectory("fairlead-imu");
        try (JdbcPeer peer = new JdbcPeer(data, work);
                Child instance = start(work.resolve("home"), data);
                Child bare = Child.java(NettyEcho.class, List.of("-XX:+UseSerialGC"))) {
            int echoPort = Integer.parseInt(bare.await("ready").split(" ", -1)[1]);
            List<String> words = peer.words(WORDS);
            try (Socket client = connect(HOST, 40000);
                    Socket echoing = connect("127.0.0.1", echoPort)) {
                check(words, peer, client);
                for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                    round(words, peer, client, echoing, round >= 0);
                }
                print(instance);
            }
        } finally {
            delete(work);
        }
    }

    private void round(List<String> words, JdbcPeer peer, Socket client, Socket echoing, boolean counts)
            throws Exception {
        Histogram imuRound = new Histogram(imu);
        Histogram jdbcRound = new Histogram(jdbc);
        Histogram echoRound = new Histogram(echo);
        for (String word : words) {
            long start = System.nanoTime();
            ask(client, word);
            long asked = System.nanoTime();
            peer.answer(word);
            long answered = System.nanoTime();
            echo(echoing);
            echo(echoing);
            long echoed = System.nanoTime();
            imuRound.recordValue(asked - start);
            jdbcRound.recordValue(answered - asked);
            echoRound.recordValue(echoed - answered);
        }
        if (counts) {
            imu.add(imuRound);
            jdbc.add(jdbcRound);
            echo.add(echoRound);
            ratio.add((double) imuRound.getValueAtPercentile(50)
                    / (jdbcRound.getValueAtPercentile(50) + echoRound.getValueAtPercentile(50)));
        }
    }

    private void print(Child instance) throws IOException {
        System.out.printf("%d rounds of %d searches, each with its first %d rows%n", rounds, WORDS, JdbcPeer.ROWS);
        row("IMu findTerms + fetch", imu);
        row("plain JDBC", jdbc);
        row("two bare echoes", echo);
        System.out.printf("  IMu / (JDBC + echoes) at p50, round by round: %s%n", ratio.text("%.2f"));
        System.out.printf("  the instance holds %.0f MiB%n", instance.residentMiB());
    }

    private static void row(String name, Histogram histogram) {
        System.out.printf(
                "  %-22s p50 %.0f us   p99 %.0f us   %.0f a second%n",
                name,
                histogram.getValueAtPercentile(50) / 1e3,
                histogram.getValueAtPercentile(99) / 1e3,
                1e9 / histogram.getMean());
    }

    /** Both sides must find the same before they are timed. */
    private void check(List<String> words, JdbcPeer peer, Socket client) throws Exception {
        for (String word : words.subList(0, 50)) {
            JdbcPeer.Answer answer = peer.answer(word);
            Reply reply = ask(client, word);
            boolean same = reply.hits == answer.hits().size()
                    && answer.rows().stream()
                            .allMatch(row -> reply.rows.contains("\"irn\" : " + row.irn())
                                    && reply.rows.contains("\"TitAccessionNo\" : \"" + row.accession() + "\""));
            if (!same) {
                throw new IllegalStateException(
                        word + ": JDBC found " + answer.hits().size() + ", IMu " + reply.hits + "\n" + reply.rows);
            }
        }
    }

    private Reply ask(Socket client, String word) throws IOException {
        String found = call(
                client,
                "{\r\n\t\"method\" : \"findTerms\",\r\n\t\"params\" : [\r\n\t\t\"and\",\r\n\t\t[\r\n\t\t\t[\r\n"
                        + "\t\t\t\t\"TitMainTitle\",\r\n\t\t\t\t\"" + word
                        + "\",\r\n\t\t\t\tnull\r\n\t\t\t]\r\n\t\t]\r\n\t],"
                        + "\r\n" + handler + "\r\n}\r\n");
        handler = "\t\"id\" : \"" + first(ID, found) + "\"";
        String rows = call(
                client,
                "{\r\n\t\"method\" : \"fetch\",\r\n\t\"params\" : {\r\n\t\t\"flag\" : \"start\",\r\n\t\t\"offset\" : 0,"
                        + "\r\n\t\t\"count\" : " + JdbcPeer.ROWS
                        + ",\r\n\t\t\"columns\" : [\r\n\t\t\t\"irn\",\r\n\t\t\t"
                        + "\"TitAccessionNo\",\r\n\t\t\t\"TitMainTitle\",\r\n\t\t\t\"CreDateCreated\",\r\n\t\t\t\"PhyMedium\","
                        + "\r\n\t\t\t\"CreCreatorRef_tab.(irn,NamFullName)\"\r\n\t\t]\r\n\t},\r\n" + handler
                        + "\r\n}\r\n");
        return new Reply(Integer.parseInt(first(RESULT, found)), rows);
    }

    private record Reply(int hits, String rows) {}

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private static String call(Socket client, String request) throws IOException {
        client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        InputStream in = client.getInputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream(16384);
        byte[] piece = new byte[65536];
        do {
            int read = in.read(piece);
            if (read < 0) {
                throw new IOException("the connection ended");
            }
            all.write(piece, 0, read);
        } while (!ends(all));
        return all.toString(StandardCharsets.UTF_8);
    }

    private static boolean ends(ByteArrayOutputStream all) {
        byte[] bytes = all.toByteArray();
        byte[] end = {'\r', '\n', '}', '\r', '\n'};
        return bytes.length >= end.length
                && ByteBuffer.wrap(bytes, bytes.length - end.length, end.length).equals(ByteBuffer.wrap(end));
    }

    private static void echo(Socket echoing) throws IOException {
        byte[] frame = new byte[64];
        frame[3] = 60;
        echoing.getOutputStream().write(frame);
        if (echoing.getInputStream().readNBytes(frame.length).length != frame.length) {
            throw new IOException("the echo ended");
        }
    }

    private static Socket connect(String host, int port) throws IOException {
        Socket socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private Child start(Path home, Path data) throws IOException {
        Path etc = Files.createDirectories(home.resolve("etc"));
        try (Stream<Path> defaults = Files.list(root.resolve("cnf/etc"))) {
            for (Path file : defaults.toList()) {
                Files.copy(file, etc.resolve(file.getFileName()));
            }
        }
        Path transport = etc.resolve("io.fairlead.transport.cfg");
        Files.writeString(
                transport, Files.readString(transport).replaceAll("(?m)^host\\b.*", "") + "\nhost = " + HOST + "\n");
        Path catalogue = etc.resolve("io.fairlead.catalogue-museum.cfg");
        Files.writeString(catalogue, Files.readString(catalogue).replaceAll("(?m)^load-on-empty\\b.*", ""));
        List<String> command = new ArrayList<>(Child.pin(0));
        command.addAll(List.of(root.resolve("fairlead").toString(), "run", "--home", home.toString()));
        Child child = Child.start(command);
        child.await(" ready in ");
        load(home, "eparties", data.resolve("artists.jsonl.gz"));
        load(home, "ecatalogue", data.resolve("artworks.jsonl.gz"));
        return child;
    }

    private void load(Path home, String module, Path file) throws IOException {
        try (Child exec = Child.start(List.of(
                root.resolve("fairlead").toString(),
                "exec",
                "--home",
                home.toString(),
                "catalogue:load museum: " + file + " " + module))) {
            System.out.println(exec.await("loaded"));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
