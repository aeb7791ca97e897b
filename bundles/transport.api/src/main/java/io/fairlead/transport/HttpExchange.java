package io.fairlead.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One HTTP request and its response. A hand-over falls between exchanges: one in flight finishes with the handler that
 * has it. Exchanges of one connection are handled one after the other.
 */
@ProviderType
public interface HttpExchange {
    /** Returns the method as written, such as {@code GET}. */
    String method();

    /** Returns the request's target as written. */
    String target();

    /** Returns the target's path, percent-decoded; never with {@code .} or {@code ..} segments, or a NUL. */
    String path();

    /** Returns the target's query as written, without the question mark. */
    Optional<String> query();

    /** Returns {@code HTTP/1.0} or {@code HTTP/1.1}. */
    String version();

    /** Returns the request's header fields. */
    HttpHeaders headers();

    /** Returns the endpoint that it came to. */
    Endpoint endpoint();

    /** Returns the peer's address. */
    InetSocketAddress remoteAddress();

    /** Returns true where the connection is encrypted. */
    boolean secure();

    /** Returns the subject of the peer's TLS certificate, where it gave one. */
    Optional<String> peerSubject();

    /**
     * Takes the request's body as it arrives. Until this is called, the body waits and the peer is slowed down; a body
     * that is never asked for is read and dropped after the response, up to a limit.
     */
    void receive(HttpBody body);

    /** Stops and resumes the arrival of the body. */
    void pauseReading(boolean pause);

    /**
     * Begins the response. Without a {@code Content-Length} the body is chunked for HTTP/1.1, and ended by the
     * connection's close for 1.0. {@code Connection} and {@code Transfer-Encoding} are the transport's business.
     *
     * @param status from 200 to 599
     * @param headers the response's header fields
     * @throws IllegalStateException where it has begun already
     */
    void respond(int status, HttpHeaders headers);

    /** Sends a piece of the response's body; the bytes are copied. */
    void write(ByteBuffer bytes);

    /** Returns false while more is queued than the write buffer's high mark. */
    boolean isWritable();

    /** Calls once when {@link #isWritable} is true, on the event loop; at once where it is. */
    void whenWritable(Runnable task);

    /** Ends the response. */
    void end();

    /** Ends the exchange and the connection at once, with whatever has been sent. */
    void abort();

    /** Calls once when the peer has gone before the end of the response. */
    void whenAborted(Runnable task);

    /**
     * Answers with 101 and goes on as a WebSocket (RFC 6455).
     *
     * @param handler takes the messages
     * @return the socket
     * @throws IllegalStateException where the request does not ask for it, or the response has begun
     */
    WebSocket upgrade(WebSocketHandler handler);

    /** Returns timers that end with the exchange. */
    Timers timers();

    /** Returns the event loop. */
    Executor executor();

    /** Answers with a short text in one step. */
    default void reply(int status, String contentType, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        respond(
                status,
                new HttpHeaders().add("Content-Type", contentType).add("Content-Length", String.valueOf(body.length)));
        if (!method().equals("HEAD")) {
            write(ByteBuffer.wrap(body));
        }
        end();
    }
}
