package io.fairlead.imu.session;

import io.fairlead.imu.stream.Binary;
import io.fairlead.transport.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Sends one reply at a time, as fast as the client takes it. Files are read on another thread. All methods are called
 * on the connection's event loop.
 */
final class Outbox {
    private static final int CHUNK_BYTES = 64 << 10;

    private final Connection connection;
    private final Executor readers;
    private final Counters counters;
    private final Runnable sent;
    private final Queue<Object> parts = new ArrayDeque<>();
    private long pendingBytes;
    private @Nullable FileReader file;
    private boolean sending;
    private boolean closed;

    /**
     * @param readers where files are read, which may block
     * @param sent is called when the last byte of a reply is with the transport
     */
    Outbox(Connection connection, Executor readers, Counters counters, Runnable sent) {
        this.connection = connection;
        this.readers = readers;
        this.counters = counters;
        this.sent = sent;
    }

    void send(Reply reply) {
        parts.addAll(reply.parts());
        pendingBytes = reply.bytes();
        counters.replyBytes.addAndGet(pendingBytes);
        sending = true;
        pump(false);
    }

    /** Gives the transport what is left without waiting for the client; a file still takes its time. */
    void hurry() {
        if (sending) {
            pump(true);
        }
    }

    void writable() {
        if (sending) {
            pump(false);
        }
    }

    private void pump(boolean always) {
        while (file == null && !parts.isEmpty() && (always || connection.isWritable())) {
            Object part = parts.remove();
            if (part instanceof byte[] text) {
                connection.write(ByteBuffer.wrap(text));
                pendingBytes -= text.length;
                counters.replyBytes.addAndGet(-text.length);
            } else if (part instanceof Binary binary) {
                file = new FileReader(binary);
                file.readOn();
            }
        }
        connection.flush();
        if (file == null && parts.isEmpty()) {
            sending = false;
            sent.run();
        } else if (file != null && !file.reading && connection.isWritable()) {
            file.readOn();
        }
    }

    /** The connection is gone, or another handler has it. */
    void close() {
        closed = true;
        sending = false;
        counters.replyBytes.addAndGet(-pendingBytes);
        pendingBytes = 0;
        parts.forEach(part -> {
            if (part instanceof Binary binary) {
                binary.close();
            }
        });
        parts.clear();
        if (file != null && !file.reading) {
            file.end();
        }
    }

    /** A file that is being sent: exactly as many bytes as were promised. */
    private final class FileReader {
        private final Binary binary;
        private long left;
        private @Nullable ReadableByteChannel channel;
        private boolean reading;

        FileReader(Binary binary) {
            this.binary = binary;
            this.left = binary.length();
        }

        void readOn() {
            reading = true;
            readers.execute(() -> {
                ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(left, CHUNK_BYTES));
                fill(chunk);
                connection.executor().execute(() -> arrived(chunk.flip()));
            });
        }

        /** Reads on; what a file has lost since its size was told becomes NUL, as with the vendor's own servers. */
        private void fill(ByteBuffer chunk) {
            try {
                if (channel == null) {
                    channel = binary.open();
                }
                int read = 0;
                while (read >= 0 && chunk.hasRemaining()) {
                    read = channel.read(chunk);
                }
            } catch (IOException e) {
                // The promised bytes have to come all the same: the client counts them.
            }
            chunk.position(chunk.limit());
        }

        private void arrived(ByteBuffer chunk) {
            reading = false;
            if (closed) {
                end();
                return;
            }
            left -= chunk.remaining();
            connection.write(chunk);
            if (left == 0) {
                end();
                file = null;
            }
            pump(false);
        }

        void end() {
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                // It was only read.
            }
            binary.close();
        }
    }
}
