package io.fairlead.imu.api;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ConsumerType;

/** A file in a call or in an answer: a known number of bytes. */
@ConsumerType
public interface ServiceFile extends AutoCloseable {
    /** Returns the exact number of bytes, 0 or more. */
    long length();

    /**
     * Opens the bytes from the first.
     *
     * @return a stream of {@link #length()} bytes; whoever opens it closes it
     * @throws IOException where they cannot be read
     */
    InputStream open() throws IOException;

    /** Gives back what stands behind the file, such as a temporary one. Called once, by whoever received the file. */
    @Override
    default void close() {}
}
