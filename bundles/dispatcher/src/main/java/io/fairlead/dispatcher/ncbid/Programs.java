package io.fairlead.dispatcher.ncbid;

import io.fairlead.dispatcher.link.Backend;
import io.fairlead.dispatcher.settings.NcbidSettings;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Starts programs of the registry. A program's standard input and output are one connection to a port of the loopback
 * interface, so that the transport owns it like any other, and a swap does not touch it. A word that nobody can guess
 * says whose connection it is.
 */
public final class Programs {
    /** The role of the port that programs connect to. */
    public static final String ROLE = "ncbid";

    private static final String SCRIPT = """
            exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 124
            printf '%s\\n' "$FAIRLEAD_WORD" >&3
            unset FAIRLEAD_WORD
            ulimit -t "$2"; ulimit -v "$3"
            limit=$4; shift 4
            exec timeout -k 5 "$limit" "$@" <&3 >&3 3>&-""";
    private static final int MAX_WORD = 64;
    private static final int KIB = 1024;

    private final Path home;
    private final RandomGenerator random;
    private final Supplier<NcbidSettings> settings;
    private final AtomicInteger running = new AtomicInteger();
    private final LongAdder started = new LongAdder();
    private final Map<String, CompletableFuture<Backend>> awaited = new ConcurrentHashMap<>();

    /**
     * @param home programs are started in the instance's folder
     * @param random gives words that nobody can guess
     * @param settings limits
     */
    public Programs(Path home, RandomGenerator random, Supplier<NcbidSettings> settings) {
        this.home = home;
        this.random = random;
        this.settings = settings;
    }

    /** Returns how many run. */
    public int running() {
        return running.get();
    }

    /** Returns how many were started. */
    public long started() {
        return started.sum();
    }

    /**
     * Starts a program.
     *
     * @param program what for
     * @param port where {@link #open}'s port is
     * @param timeout how long it may take to connect
     * @return the connection that is its input and output; or, exceptionally, a sentence that says why not
     */
    public CompletionStage<Backend> start(Program program, int port, Duration timeout) {
        NcbidSettings limits = settings.get();
        List<String> command = Command.words(program.command());
        String file = command.isEmpty() ? "" : command.get(0);
        if (file.isEmpty() || (file.indexOf('/') >= 0 && !Files.isExecutable(home.resolve(file)))) {
            return failed(file + " is no program that can be run");
        }
        if (running.incrementAndGet() > limits.maxPrograms()) {
            running.decrementAndGet();
            return failed("as many programs run as may (" + limits.maxPrograms() + ")");
        }
        String word = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        CompletableFuture<Backend> connected = new CompletableFuture<>();
        awaited.put(word, connected);
        connected
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, late) -> awaited.remove(word));
        try {
            Process process = builder(program, command, port, word, limits).start();
            started.increment();
            process.onExit().thenAccept(ended -> {
                running.decrementAndGet();
                connected.completeExceptionally(
                        new IOException("it ended with code " + ended.exitValue() + " before it connected"));
            });
        } catch (IOException e) {
            running.decrementAndGet();
            connected.completeExceptionally(e);
        }
        return connected;
    }

    private static CompletionStage<Backend> failed(String why) {
        return CompletableFuture.failedFuture(new IOException(why));
    }

    private ProcessBuilder builder(Program program, List<String> words, int port, String word, NcbidSettings limits) {
        List<String> command = new ArrayList<>(List.of(
                "/bin/bash",
                "-c",
                SCRIPT,
                "fairlead-ncbid",
                String.valueOf(port),
                String.valueOf(limits.cpuLimit().toSeconds()),
                String.valueOf(limits.memoryBytes() / KIB),
                String.valueOf(limits.timeLimit().toSeconds())));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        environment.clear();
        environment.put("PATH", path);
        environment.put("FAIRLEAD_WORD", word);
        environment.put("NI_CLIENT_IPADDR", program.client().getHostAddress());
        environment.put("NI_CLIENT_PLATFORM", program.platform());
        environment.put("NI_SERVICE_NAME", program.service());
        environment.put("QUERY_STRING", program.query());
        return builder;
    }

    /** Takes a program's connection; on its event loop. */
    public ConnectionHandler open(Connection connection) {
        return new Arrival(connection);
    }

    /** Reads the word, and gives the connection to whoever awaits it. */
    private final class Arrival implements ConnectionHandler {
        private final Connection connection;
        private @Nullable Backend backend;

        Arrival(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void onData(ByteBuffer bytes) {
            if (backend != null) {
                backend.onData(bytes);
                return;
            }
            byte[] line = new byte[Math.min(bytes.remaining(), MAX_WORD)];
            bytes.get(bytes.position(), line);
            String text = new String(line, StandardCharsets.US_ASCII);
            int end = text.indexOf('\n');
            CompletableFuture<Backend> waiting = end < 0 ? null : awaited.remove(text.substring(0, end));
            if (waiting != null) {
                bytes.position(bytes.position() + end + 1);
                backend = new Backend(connection);
                waiting.complete(backend);
            } else if (end >= 0 || line.length == MAX_WORD) {
                connection.abort();
            }
        }

        @Override
        public void onWritable() {
            if (backend != null) {
                backend.onWritable();
            }
        }

        @Override
        public void onEnd(Connection ended) {
            if (backend != null) {
                backend.onEnd(ended);
            } else {
                connection.close();
            }
        }

        @Override
        public void onClosed(String cause) {
            if (backend != null) {
                backend.onClosed(cause);
            }
        }

        @Override
        public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
            return backend != null ? backend.suspend(request) : CompletableFuture.completedFuture(Optional.empty());
        }
    }
}
