package io.fairlead.imu.upload;

import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.settings.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Where one server puts the files that clients are sending, and how much of it is used. */
public final class UploadSpace {
    private static final Duration LEFT_BEHIND = Duration.ofDays(1);

    private final Supplier<Media> settings;
    private final AtomicLong usedBytes = new AtomicLong();

    /** @param settings what holds now */
    public UploadSpace(Supplier<Media> settings) {
        this.settings = settings;
    }

    /**
     * Makes room for a file.
     *
     * @throws ImuException {@code SessionUploadSpace}
     */
    void reserve(long bytes) {
        long limit = settings.get().uploadSpaceBytes();
        if (usedBytes.addAndGet(bytes) > limit) {
            usedBytes.addAndGet(-bytes);
            throw ImuException.full("SessionUploadSpace", "upload-space", limit);
        }
    }

    /** Takes over a file that another version of the code has made room for. */
    void takeOver(long bytes) {
        usedBytes.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    /** Returns how many bytes are reserved now. */
    public long usedBytes() {
        return usedBytes.get();
    }

    /** Makes a file. */
    Path newFile() throws IOException {
        return Files.createTempFile(Files.createDirectories(folder()), "upload-", ".tmp");
    }

    private Path folder() {
        return settings.get().path().resolve("uploads");
    }

    /**
     * Removes what a killed platform has left behind, a day later: files of connections that are being handed over are
     * younger.
     *
     * @param nowMillis the time of day
     */
    public void clean(long nowMillis) {
        if (!Files.isDirectory(folder())) {
            return;
        }
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toMillis() < nowMillis - LEFT_BEHIND.toMillis()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            // They take room and do no other harm; the next start tries again.
        }
    }
}
