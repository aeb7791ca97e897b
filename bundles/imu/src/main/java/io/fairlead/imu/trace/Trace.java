package io.fairlead.imu.trace;

import io.fairlead.imu.settings.TraceSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the trace. Lines go to the file on a thread of their own; those that it cannot keep up with are dropped and
 * counted. A file that has grown too large is put aside under its name with {@code .1} behind it.
 */
public final class Trace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Trace.class);
    private static final int WAITING_LINES = 10_000;
    private static final long FILE_BYTES = 100L << 20;
    private static final int LINE_CHARACTERS = 8_000;

    private final Supplier<TraceSettings> settings;
    private final Clock clock;
    private final AtomicLong dropped = new AtomicLong();
    private final ThreadPoolExecutor writer;

    /**
     * @param name the server's, for the thread
     * @param settings what holds now
     * @param clock tells the time of each line, in its zone
     */
    public Trace(String name, Supplier<TraceSettings> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.writer =
                new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_LINES), task -> {
                    Thread thread = new Thread(task, name + "-trace");
                    thread.setDaemon(true);
                    return thread;
                });
        writer.allowCoreThreadTimeOut(true);
    }

    /**
     * Writes a line where the level is traced.
     *
     * @param level from 1; 1 is the server itself, 2 what it refuses, 3 each request, 5 each reply, 9 whole requests
     * @param text the line; made only where it is wanted
     */
    public void line(int level, Supplier<String> text) {
        TraceSettings now = settings.get();
        if (level > now.level()) {
            return;
        }
        String line = Prefix.expand(now.prefix(), LocalDateTime.now(clock)) + " " + clean(text.get());
        if (now.file().isEmpty()) {
            LOG.info("{}", line);
            return;
        }
        Path file = now.file().get();
        try {
            writer.execute(() -> write(file, line));
        } catch (RejectedExecutionException tooMuch) {
            dropped.incrementAndGet();
        }
    }

    /** Keeps a line one line, whatever a client has sent. */
    private static String clean(String text) {
        String cut = text.length() > LINE_CHARACTERS ? text.substring(0, LINE_CHARACTERS) + "..." : text;
        return cut.replaceAll("\\p{Cntrl}", "\u00b7");
    }

    private void write(Path file, String line) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (Files.exists(file) && Files.size(file) > FILE_BYTES) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            long lost = dropped.getAndSet(0);
            String text = (lost == 0 ? "" : "(" + lost + " lines lost)\n") + line + "\n";
            Files.write(
                    file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            if (dropped.getAndIncrement() == 0) {
                LOG.warn("The trace cannot be written to {}: {}", file, e.toString());
            }
        }
    }

    /** Ends when what waits has been written. */
    @Override
    public void close() {
        writer.shutdown();
    }
}
