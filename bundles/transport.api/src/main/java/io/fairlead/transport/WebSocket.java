package io.fairlead.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/** A WebSocket: a connection with messages and a state. Pings are answered by the transport. */
@ProviderType
public interface WebSocket {
    /** Returns a number that no other connection of this platform's run has; it survives a swap. */
    long id();

    /** Returns the endpoint that it came to. */
    Endpoint endpoint();

    /** Returns the path that it was opened with. */
    String path();

    /** Returns the peer's address. */
    InetSocketAddress remoteAddress();

    /** Sends a text message. */
    void send(String text);

    /** Sends a binary message; the bytes are copied. */
    void send(ByteBuffer bytes);

    /** Returns false while more is queued than the write buffer's high mark. */
    boolean isWritable();

    /**
     * Closes with a status code (RFC 6455 section 7.4) and a reason of at most 123 bytes.
     *
     * @param code such as 1000 for a normal end
     */
    void close(int code, String reason);

    /** Returns timers that end with the socket or the binding. */
    Timers timers();

    /** Returns the event loop. */
    Executor executor();
}
