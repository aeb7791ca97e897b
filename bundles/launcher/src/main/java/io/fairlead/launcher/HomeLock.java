package io.fairlead.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds a home for this process, so that nobody starts a second instance in it. The system lets go when we die. */
final class HomeLock implements AutoCloseable {
    private static final int PID_DIGITS = 20;

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the home.
     *
     * @throws LaunchException with {@link ExitCode#HOME_IN_USE}, naming home and process
     */
    static HomeLock take(Home home) {
        Path file = home.run().resolve("lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                String holder = read(channel);
                channel.close();
                throw new LaunchException(
                        ExitCode.HOME_IN_USE,
                        "The home " + home.root() + " is in use by " + (holder.isEmpty() ? "another process" : holder)
                                + "; stop that one first, or start with another --home DIR.");
            }
            channel.truncate(0);
            channel.write(StandardCharsets.US_ASCII.encode(
                    "process " + ProcessHandle.current().pid()));
            return new HomeLock(channel);
        } catch (IOException e) {
            throw new LaunchException(
                    ExitCode.HOME_UNUSABLE, "The lock " + file + " cannot be taken: " + e.getMessage() + ".", e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate("process ".length() + PID_DIGITS);
        channel.read(text, 0);
        text.flip();
        String holder = StandardCharsets.US_ASCII.decode(text).toString().strip();
        return holder.matches("process [0-9]+") ? holder : "";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
