package io.fairlead.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One TCP connection as its present handler sees it. After a swap the next handler has a facade of its own, and this
 * one throws {@link DetachedException}.
 */
@ProviderType
public interface Connection {
    /** Returns a number that no other connection of this platform's run has; it survives a swap. */
    long id();

    /** Returns the endpoint that it belongs to. */
    Endpoint endpoint();

    /** Returns the protocol's own word, as given to {@link Endpoint#connect}; empty for an accepted connection. */
    String tag();

    /** Returns the peer's address. */
    InetSocketAddress remoteAddress();

    /** Returns this side's address. */
    InetSocketAddress localAddress();

    /** Returns the subject of the peer's TLS certificate (RFC 2253), where it gave one. */
    Optional<String> peerSubject();

    /**
     * Lends a pooled buffer to write into; on the event loop only. The next call to this connection must be
     * {@link #commit}, {@link #reserve} or a return to the transport; a buffer that was not committed is dropped.
     *
     * @param min the least number of bytes that must fit
     * @return a buffer, its position at the first byte to write
     */
    ByteBuffer reserve(int min);

    /** Queues the bytes from where {@link #reserve} began to the buffer's position; on the event loop only. */
    void commit();

    /**
     * Queues bytes; they are copied. Flushed once at the end of the present read batch when called on the event loop
     * within one, else by {@link #flush}.
     *
     * @param bytes all remaining bytes are taken
     */
    void write(ByteBuffer bytes);

    /** Sends what is queued. */
    void flush();

    /**
     * Returns false while more is queued than the write buffer's high mark. The handler is told by
     * {@link ConnectionHandler#onWritable} when it has fallen below the low mark.
     */
    boolean isWritable();

    /** Stops reading, so that the peer is slowed down; what has been read waits. */
    void pauseReading();

    /** Reads on; what waits is delivered, on the event loop. */
    void resumeReading();

    /**
     * Tells whether a message has begun and not ended, for the half-message time-out. Without such a call the transport
     * takes unconsumed bytes for half a message.
     */
    void messageOpen(boolean open);

    /** Sends what is queued and then the end of the stream; reading goes on. */
    void shutdownOutput();

    /**
     * Closes gently: sends what is queued, ends the stream, reads and drops what the peer still sends for a short
     * while, so that no reset overtakes the last reply. {@link ConnectionHandler#onData} is not called any more.
     */
    void close();

    /** Closes at once, with a reset. */
    void abort();

    /** Returns timers that end with the connection or the binding, whichever is first. */
    Timers timers();

    /** Returns the connection's event loop; tasks are dropped once the handler is detached. */
    Executor executor();
}
