package io.fairlead.imu.upload;

import io.fairlead.imu.stream.Binary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One file that a client is sending, or has sent. */
final class UploadFile implements Binary {
    private final UploadSpace space;
    private final long length;
    private @Nullable Path file;
    private @Nullable FileChannel out;
    private volatile long written;
    private volatile boolean closed;

    UploadFile(UploadSpace space, long length) {
        this.space = space;
        this.length = length;
    }

    /** Goes on with a file that another version of the code has begun. */
    UploadFile(UploadSpace space, long length, Path file, long written) {
        this(space, length);
        this.file = file;
        this.written = written;
    }

    /** Appends bytes; blocks. */
    synchronized void append(ByteBuffer bytes) throws IOException {
        if (closed) {
            return;
        }
        if (file == null) {
            file = space.newFile();
        }
        if (out == null) {
            out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        }
        int count = bytes.remaining();
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        written += count;
        if (written == length) {
            out.close();
            out = null;
        }
    }

    /** Lets go of the file without removing it. */
    synchronized void leave() {
        closed = true;
        closeChannel();
    }

    private void closeChannel() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            // What was written is on its way to the disk all the same.
        }
        out = null;
    }

    @Override
    public long length() {
        return length;
    }

    long written() {
        return written;
    }

    synchronized String path() {
        return file == null ? "" : file.toString();
    }

    @Override
    public synchronized ReadableByteChannel open() throws IOException {
        if (file == null) {
            throw new IOException("the file has not arrived");
        }
        return FileChannel.open(file);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        leave();
        space.giveBack(length);
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It is removed a day after the next start.
        }
    }
}
