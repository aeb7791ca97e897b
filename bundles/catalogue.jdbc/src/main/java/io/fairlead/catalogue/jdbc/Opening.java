package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.platform.health.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a catalogue by a thread of its own, again and again while the database is not there, publishes it, loads the
 * first records where there are none, and ends. Closing takes everything back.
 */
final class Opening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);

    private final Settings settings;
    private final Part part;
    private final Function<JdbcCatalogue, AutoCloseable> publish;
    private final Thread thread;
    private final Object lock = new Object();

    private boolean closed;
    private @Nullable JdbcCatalogue catalogue;
    private @Nullable AutoCloseable published;
    private @Nullable Loader loader;

    /**
     * @param part hears how it goes
     * @param publish makes the catalogue known, and returns how to take it back
     */
    Opening(Settings settings, Part part, Function<JdbcCatalogue, AutoCloseable> publish) {
        this.settings = settings;
        this.part = part;
        this.publish = publish;
        this.thread = new Thread(this::run, "catalogue-" + settings.name() + "-opening");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!isClosed()) {
            try {
                long start = System.nanoTime();
                List<ModuleInfo> modules = CatalogueFiles.modules(settings);
                JdbcCatalogue opened = JdbcCatalogue.open(settings, modules);
                if (taken(opened)) {
                    LOG.info(
                            "Catalogue {} is open after {} ms",
                            settings.name(),
                            Duration.ofNanos(System.nanoTime() - start).toMillis());
                    loadFirst(opened);
                    part.up();
                }
                return;
            } catch (IOException e) {
                fail("the module definition: " + e.getMessage());
                return;
            } catch (SQLException | CatalogueException e) {
                fail("the database of catalogue " + settings.name() + " cannot be opened: " + reason(e)
                        + "; it is tried again");
            }
            await(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static String reason(Exception failure) {
        Throwable cause = failure.getCause() instanceof SQLException deeper ? deeper : failure;
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private void fail(String sentence) {
        LOG.warn("{}", sentence);
        part.failed(sentence);
    }

    private boolean taken(JdbcCatalogue opened) {
        synchronized (lock) {
            if (!closed) {
                catalogue = opened;
                published = publish.apply(opened);
                return true;
            }
        }
        opened.close();
        return false;
    }

    private void loadFirst(JdbcCatalogue opened) {
        Optional<Path> place = settings.loadOnEmpty();
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            if (place.isEmpty() || !opened.isEmpty(Call.within(FIRST_LOOK))) {
                return;
            }
            Loader first = new Loader(
                    opened, CatalogueFiles.mappings(settings, opened.modules()), InstantSource.system(), nowhere);
            synchronized (lock) {
                if (closed) {
                    return;
                }
                loader = first;
            }
            Loader.Outcome outcome = first.load(place.get(), Optional.empty());
            LOG.info(
                    "Catalogue {}: {} records loaded from {}, {} lines refused",
                    settings.name(),
                    outcome.loaded(),
                    place.get(),
                    outcome.refused());
            part.clear("load-on-empty");
        } catch (IOException | CatalogueException e) {
            String sentence = "load-on-empty = " + place.map(Path::toString).orElse("") + ": " + e.getMessage();
            LOG.warn("{}", sentence);
            part.warn("load-on-empty", sentence);
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private void await(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        synchronized (lock) {
            long left = pause.toMillis();
            while (!closed && left > 0) {
                try {
                    lock.wait(left);
                } catch (InterruptedException e) {
                    closed = true;
                }
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        }
    }

    /** Takes the catalogue back, ends a first load after its batch, and closes the database. */
    @Override
    public void close() {
        JdbcCatalogue open;
        AutoCloseable known;
        synchronized (lock) {
            closed = true;
            open = catalogue;
            known = published;
            if (loader != null) {
                loader.stop();
            }
            lock.notifyAll();
        }
        if (known != null) {
            try {
                known.close();
            } catch (Exception e) {
                LOG.warn("Catalogue {} was not taken back: {}", settings.name(), e.getMessage());
            }
        }
        try {
            thread.join(LONGEST_PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (open != null) {
            open.close();
        }
    }
}
