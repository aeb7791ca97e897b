package io.fairlead.imu.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Files made from others, such as images to measure: kept as long as they are asked for, up to so many bytes together; the
 * one that nobody has asked for longest goes first, and none goes while it is being sent.
 */
final class DerivedFiles {
    private final Path folder;
    private final LongSupplier limitBytes;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Object> locks = new ConcurrentHashMap<>();
    private long bytes;
    private boolean read;

    private static final class Entry {
        final long size;
        int users;

        Entry(long size) {
            this.size = size;
        }
    }

    /** Makes a file where it is told to. */
    interface Maker {
        void make(Path target) throws IOException;
    }

    /**
     * @param folder where they are kept; nobody else writes there
     * @param limitBytes how many bytes they may have together
     */
    DerivedFiles(Path folder, LongSupplier limitBytes) {
        this.folder = folder;
        this.limitBytes = limitBytes;
    }

    /**
     * Returns a file of that name, made where it is not there yet. Requests for the same name wait for one another.
     *
     * @return the file; it stays until it is closed
     */
    FileBinary get(String name, Maker maker) throws IOException {
        synchronized (locks.computeIfAbsent(name, unseen -> new Object())) {
            try {
                Path file = folder.resolve(name);
                if (!take(name, file)) {
                    make(name, file, maker);
                }
                AtomicBoolean returned = new AtomicBoolean();
                return new FileBinary(file, Files.size(file), () -> {
                    if (returned.compareAndSet(false, true)) {
                        giveBack(name);
                    }
                });
            } finally {
                locks.remove(name);
            }
        }
    }

    private synchronized boolean take(String name, Path file) throws IOException {
        readFolder();
        Entry known = entries.get(name);
        if (known == null || !Files.isRegularFile(file)) {
            return false;
        }
        known.users++;
        return true;
    }

    private void make(String name, Path file, Maker maker) throws IOException {
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, "making-", ".tmp");
        try {
            maker.make(temporary);
            long size = Files.size(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            enter(name, size);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private synchronized void enter(String name, long size) throws IOException {
        Entry entry = new Entry(size);
        entry.users = 1;
        Entry before = entries.put(name, entry);
        bytes += size - (before == null ? 0 : before.size);
        evict();
    }

    private synchronized void giveBack(String name) {
        Entry entry = entries.get(name);
        if (entry != null) {
            entry.users--;
        }
        try {
            evict();
        } catch (IOException undeletable) {
            // It is tried again with the next.
        }
    }

    private void evict() throws IOException {
        Iterator<Map.Entry<String, Entry>> oldest = entries.entrySet().iterator();
        while (bytes > limitBytes.getAsLong() && oldest.hasNext()) {
            Map.Entry<String, Entry> each = oldest.next();
            if (each.getValue().users <= 0) {
                Files.deleteIfExists(folder.resolve(each.getKey()));
                bytes -= each.getValue().size;
                oldest.remove();
            }
        }
    }

    /** Takes over what an earlier run has left, the oldest first. */
    private void readFolder() throws IOException {
        if (read || !Files.isDirectory(folder)) {
            read = true;
            return;
        }
        read = true;
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = new ArrayList<>(listed.filter(Files::isRegularFile).toList());
        }
        files.sort(Comparator.comparing(file -> file.toFile().lastModified()));
        for (Path file : files) {
            if (file.getFileName().toString().endsWith(".tmp")) {
                Files.deleteIfExists(file);
            } else {
                long size = Files.size(file);
                entries.put(file.getFileName().toString(), new Entry(size));
                bytes += size;
            }
        }
        evict();
    }

    /** Returns how many bytes are kept now. */
    synchronized long bytes() {
        return bytes;
    }
}
