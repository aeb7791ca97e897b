package io.fairlead.gateway.engine;

import io.fairlead.gateway.settings.EnvironmentFile;
import io.fairlead.gateway.settings.EnvironmentTable;
import io.fairlead.gateway.settings.GatewaySettings.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The gateway environment file as it is known now. It is read again when a peer is not in it and when it was changed,
 * at most once a second; a file with a mistake changes nothing.
 */
final class ClientTable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MAX_WAITING = 1000;

    private final Gateway gateway;
    private final Executor background;
    private final Supplier<Optional<EnvironmentFile>> file;
    private final List<Runnable> waiting = new ArrayList<>();
    private EnvironmentTable current;
    private Set<String> loaded;
    private String stamp;
    private long readNs;
    private long reads;
    private boolean looking;

    ClientTable(
            Gateway gateway, Executor background, Supplier<Optional<EnvironmentFile>> file, EnvironmentTable first) {
        this.gateway = gateway;
        this.background = background;
        this.file = file;
        this.current = first;
        this.loaded = first.ids();
        this.stamp = file.get().map(EnvironmentFile::stamp).orElse("");
        this.readNs = gateway.nanoTime() - INTERVAL.toNanos();
    }

    synchronized EnvironmentTable current() {
        return current;
    }

    /** Returns the IDs of the file as an operator loaded it last. */
    synchronized Set<String> loaded() {
        return loaded;
    }

    /** Returns how often the file was read since the start. */
    synchronized long reads() {
        return reads;
    }

    /** Takes what an operator loaded, or the settings brought. */
    synchronized void load(EnvironmentTable table) {
        current = table;
        loaded = table.ids();
        stamp = file.get().map(EnvironmentFile::stamp).orElse("");
        readNs = gateway.nanoTime();
        reads++;
    }

    /**
     * Looks whether the file has changed, and reads it if so.
     *
     * @param then runs afterwards, on another thread
     * @return false where too many wait for it already
     */
    boolean lookAgain(Runnable then) {
        synchronized (this) {
            if (waiting.size() >= MAX_WAITING) {
                return false;
            }
            waiting.add(then);
            if (looking) {
                return true;
            }
            looking = true;
        }
        background.execute(this::look);
        return true;
    }

    private void look() {
        Optional<EnvironmentFile> present = file.get();
        String now = present.map(EnvironmentFile::stamp).orElse("");
        long waitNs;
        synchronized (this) {
            waitNs = now.equals(stamp) ? 0 : INTERVAL.toNanos() - (gateway.nanoTime() - readNs);
        }
        if (waitNs > 0) {
            gateway.later(Duration.ofNanos(waitNs), () -> background.execute(this::look));
            return;
        }
        boolean changed;
        synchronized (this) {
            changed = !now.equals(stamp);
        }
        if (changed && present.isPresent()) {
            read(present.get(), now);
        }
        List<Runnable> told;
        synchronized (this) {
            looking = false;
            told = new ArrayList<>(waiting);
            waiting.clear();
        }
        told.forEach(Runnable::run);
    }

    private void read(EnvironmentFile present, String now) {
        try {
            EnvironmentTable read = present.read();
            int port = gateway.settings().port();
            boolean listens = gateway.settings().mode() == Mode.SERVER && port != 0;
            synchronized (this) {
                current = listens ? read.forPort(port) : read;
            }
            gateway.fileRead();
        } catch (EnvironmentFile.MistakeException mistake) {
            gateway.fileBroken(String.valueOf(mistake.getMessage()));
        }
        synchronized (this) {
            stamp = now;
            readNs = gateway.nanoTime();
            reads++;
        }
    }
}
