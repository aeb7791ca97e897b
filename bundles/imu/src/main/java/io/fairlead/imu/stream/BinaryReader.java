package io.fairlead.imu.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads a binary in steps and gives exactly the promised number of bytes: what a source that shrank no longer has is
 * filled with NUL, what one that grew has more is left out. For {@link Sink}s, which write as much as the peer takes.
 */
public final class BinaryReader implements AutoCloseable {
    private final Binary binary;
    private final ReadableByteChannel channel;
    private long remaining;
    private boolean ended;

    /**
     * Opens a binary; closing the reader closes it.
     *
     * @throws IOException if the source cannot be opened
     */
    public BinaryReader(Binary binary) throws IOException {
        this.binary = binary;
        this.channel = binary.open();
        this.remaining = binary.length();
    }

    /** Returns how many bytes are still to come. */
    public long remaining() {
        return remaining;
    }

    /**
     * Fills a buffer up to its limit, or with what is left.
     *
     * @throws IOException if the source cannot be read
     */
    public void read(ByteBuffer into) throws IOException {
        int end = into.limit();
        into.limit((int) Math.min(end, into.position() + remaining));
        remaining -= into.remaining();
        while (into.hasRemaining() && !ended) {
            ended = channel.read(into) < 0;
        }
        while (into.hasRemaining()) {
            into.put((byte) 0);
        }
        into.limit(end);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            binary.close();
        }
    }
}
