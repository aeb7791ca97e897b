package io.fairlead.deployer;

import io.fairlead.deployer.api.SwapEntry;
import io.fairlead.deployer.api.SwapEntry.Way;
import io.fairlead.platform.log.Printable;
import io.fairlead.platform.metrics.MetricSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last swaps, the oldest first, in {@code state/swaps.tsv}: one a line, its fields between tabs, in the order of
 * {@link SwapEntry}, the pause in nanoseconds. A line that cannot be read is passed over.
 */
final class SwapLog {
    private static final Logger LOG = LoggerFactory.getLogger(SwapLog.class);
    private static final int MOST = 200;
    private static final int FIELDS = 9;

    private final Path file;
    private final Deque<SwapEntry> entries = new ArrayDeque<>();
    private final Map<String, Totals> totals = new TreeMap<>();

    /** Reads what is there. */
    SwapLog(Path home) throws IOException {
        this.file = home.resolve("state").resolve("swaps.tsv");
        try {
            Files.readAllLines(file).stream()
                    .flatMap(line -> read(line).stream())
                    .forEach(this::keep);
        } catch (NoSuchFileException e) {
            LOG.debug("No swap is remembered yet.");
        }
    }

    /** Adds a swap and says it in the log. */
    synchronized void add(SwapEntry entry) {
        keep(entry);
        totals.computeIfAbsent(entry.bundle(), name -> new Totals()).add(entry);
        LOG.info(
                "Swap of {} {}: {}, {}, {} connections handed over, longest pause {}.",
                entry.bundle(),
                (entry.from() + " to " + entry.to()).strip(),
                entry.outcome(),
                entry.way().word(),
                entry.connections(),
                entry.pause());
        try {
            write();
        } catch (IOException e) {
            LOG.warn("The swap is not remembered in {}: {}.", file, Causes.phrase(e));
        }
    }

    /** Returns all that are remembered. */
    synchronized List<SwapEntry> entries() {
        return List.copyOf(entries);
    }

    /** Tells how many there were since the start, and how they went. */
    synchronized void collect(MetricSink out) {
        totals.forEach((bundle, each) -> {
            String swaps = "Swaps since the start";
            out.counter("fairlead_swaps_total", swaps, (double) each.done, "bundle", bundle, "outcome", "done");
            out.counter(
                    "fairlead_swaps_total", swaps, (double) each.abandoned, "bundle", bundle, "outcome", "abandoned");
            out.counter(
                    "fairlead_swap_connections_total",
                    "Connections handed over",
                    (double) each.connections,
                    "bundle",
                    bundle);
            out.gauge(
                    "fairlead_swap_longest_pause_seconds",
                    "Longest pause of a connection in the last swap",
                    each.lastPause.toNanos() / 1e9,
                    "bundle",
                    bundle);
        });
    }

    private void keep(SwapEntry entry) {
        entries.addLast(entry);
        if (entries.size() > MOST) {
            entries.removeFirst();
        }
    }

    private void write() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.getParent());
        Files.write(fresh, entries.stream().map(SwapLog::line).toList());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String line(SwapEntry entry) {
        return List.of(
                        entry.time(),
                        entry.bundle(),
                        entry.from(),
                        entry.to(),
                        entry.way(),
                        entry.connections(),
                        entry.longestPause().toNanos(),
                        entry.done(),
                        entry.cause())
                .stream()
                .map(field -> Printable.text(field.toString()))
                .collect(Collectors.joining("\t"));
    }

    private Optional<SwapEntry> read(String line) {
        String[] fields = line.split("\t", -1);
        try {
            return fields.length < FIELDS
                    ? Optional.empty()
                    : Optional.of(new SwapEntry(
                            Instant.parse(fields[0]),
                            fields[1],
                            fields[2],
                            fields[3],
                            Way.valueOf(fields[4]),
                            Integer.parseInt(fields[5]),
                            Duration.ofNanos(Long.parseLong(fields[6])),
                            Boolean.parseBoolean(fields[7]),
                            fields[8]));
        } catch (DateTimeException | IllegalArgumentException e) {
            LOG.warn("A line of {} is passed over: {}.", file, Causes.phrase(e));
            return Optional.empty();
        }
    }

    /** What happened to one bundle since the start. */
    private static final class Totals {
        private long done;
        private long abandoned;
        private long connections;
        private Duration lastPause = Duration.ZERO;

        void add(SwapEntry entry) {
            if (entry.done()) {
                done++;
                connections += entry.connections();
                lastPause = entry.longestPause();
            } else {
                abandoned++;
            }
        }
    }
}
