package io.fairlead.gateway.engine;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.FrameException;
import io.fairlead.transport.Connection;
import io.fairlead.transport.DetachedException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages on one connection, in order. They wait while no codec is there, and, where the framing has
 * acknowledgements, until the one before was accepted. May be called from any thread.
 */
final class Wire {
    final Connection connection;
    private final Supplier<@Nullable Codec> codecs;
    private final Figures figures;
    private final Deque<ByteBuffer> outbox = new ArrayDeque<>();
    private @Nullable ByteBuffer unaccepted;
    private int refusals;
    private volatile @Nullable Thread loop;

    Wire(Connection connection, Supplier<@Nullable Codec> codecs, Figures figures) {
        this.connection = connection;
        this.codecs = codecs;
        this.figures = figures;
    }

    /** Until {@link #leaveLoop}, this thread is within a read batch of the connection's. */
    void enterLoop() {
        loop = Thread.currentThread();
    }

    void leaveLoop() {
        loop = null;
    }

    /**
     * Sends a message, now or when it can be.
     *
     * @param message all remaining bytes are taken
     * @return false where the connection is gone
     * @throws FrameException where it cannot be sent with this framing
     */
    synchronized boolean send(ByteBuffer message) throws FrameException {
        figures.messagesOut.increment();
        Codec codec = codecs.get();
        if (codec == null || unaccepted != null || !outbox.isEmpty()) {
            outbox.add(copy(message));
            return true;
        }
        return transmit(codec, message);
    }

    /** Sends bytes as they are, such as a codec's own answer. */
    synchronized void sendRaw(ByteBuffer bytes) {
        try {
            connection.write(bytes);
            flushUnlessOnLoop();
        } catch (DetachedException gone) {
            // Told by the end of the connection.
        }
    }

    /** Sends what waits, as far as it can be. */
    synchronized void drain() throws FrameException {
        Codec codec = codecs.get();
        while (codec != null && unaccepted == null && !outbox.isEmpty()) {
            transmit(codec, outbox.remove());
        }
    }

    /** The peer has the last message. */
    synchronized void accepted() throws FrameException {
        unaccepted = null;
        refusals = 0;
        drain();
    }

    /**
     * The peer wants the last message again.
     *
     * @return false where it has refused it too often
     */
    synchronized boolean refused() throws FrameException {
        ByteBuffer again = unaccepted;
        Codec codec = codecs.get();
        if (again == null || codec == null) {
            return again == null;
        }
        if (++refusals > codec.retries()) {
            return false;
        }
        transmit(codec, again);
        return true;
    }

    /** Returns what has not been accepted or sent, the oldest first. */
    synchronized List<ByteBuffer> waiting() {
        List<ByteBuffer> all = new ArrayList<>();
        if (unaccepted != null) {
            all.add(unaccepted.duplicate());
        }
        outbox.forEach(each -> all.add(each.duplicate()));
        return all;
    }

    /** Returns whether the first of {@link #waiting} has been sent and not been accepted. */
    synchronized boolean hasUnaccepted() {
        return unaccepted != null;
    }

    /** Goes on with what another wire of the same connection left. */
    synchronized void restore(List<ByteBuffer> waiting, boolean firstIsUnaccepted) {
        outbox.addAll(waiting);
        if (firstIsUnaccepted) {
            unaccepted = outbox.poll();
        }
    }

    /** Closes the connection gently. */
    void close() {
        try {
            connection.close();
        } catch (DetachedException gone) {
            // It is closed already, or another's.
        }
    }

    private boolean transmit(Codec codec, ByteBuffer message) throws FrameException {
        int room = codec.room(message.remaining());
        ByteBuffer kept = codec.retries() > 0 ? copy(message) : null;
        try {
            if (isOnLoop()) {
                codec.encode(message, connection.reserve(room));
                connection.commit();
            } else {
                ByteBuffer frame = ByteBuffer.allocate(room);
                codec.encode(message, frame);
                connection.write(frame.flip());
                connection.flush();
            }
        } catch (DetachedException gone) {
            return false;
        }
        unaccepted = kept;
        return true;
    }

    private void flushUnlessOnLoop() {
        if (!isOnLoop()) {
            connection.flush();
        }
    }

    /** Returns whether the caller is within a read batch of the connection's. */
    boolean isOnLoop() {
        return Thread.currentThread().equals(loop);
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining())
                .put(bytes.duplicate())
                .flip()
                .asReadOnlyBuffer();
    }
}
