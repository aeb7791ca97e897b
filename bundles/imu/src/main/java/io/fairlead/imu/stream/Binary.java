package io.fairlead.imu.stream;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/**
 * A file inside a message: a known number of bytes and a way to read them.
 *
 * <p>A binary that was received is closed by whoever took the message; one that is sent is closed by the
 * {@link Sink} after its last byte. Closing gives back what stands behind it, such as a temporary file.
 */
public interface Binary extends AutoCloseable {
    /** Returns the exact number of bytes, 0 or more. */
    long length();

    /**
     * Opens the bytes for reading from the first.
     *
     * @return a channel that gives {@link #length()} bytes, or fewer if the source shrank; the caller closes it
     * @throws IOException if the source cannot be read
     */
    ReadableByteChannel open() throws IOException;

    /** Gives back what stands behind the bytes; they cannot be opened afterwards. */
    @Override
    default void close() {}

    /** Returns a binary over a copy of the bytes, equal to another with the same bytes. */
    static Binary of(byte... bytes) {
        return new MemoryBinary(bytes.clone(), bytes.length);
    }
}
