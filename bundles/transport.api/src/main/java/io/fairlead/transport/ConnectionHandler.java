package io.fairlead.transport;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** Serves one TCP connection. All methods are called on its event loop. An exception closes the connection. */
@ConsumerType
public interface ConnectionHandler {
    /**
     * Takes bytes. What is consumed is what the position was moved over; the rest stays in the transport and comes
     * again, with what follows it, when more has been read. A handler that leaves more than the endpoint's
     * {@code max-unread} bytes unconsumed has its connection closed.
     *
     * @param bytes valid for the duration of the call
     */
    void onData(ByteBuffer bytes);

    /** The write buffer has fallen below its low mark. */
    default void onWritable() {}

    /** The peer has ended its stream; unless overridden, the connection is closed gently. */
    default void onEnd(Connection connection) {
        connection.close();
    }

    /**
     * The connection is gone.
     *
     * @param cause why, one phrase, such as {@code closed by the peer}
     */
    default void onClosed(String cause) {}

    /**
     * Gives the connection's state. Reads have paused. Bytes left unconsumed stay in the transport and need no place in
     * the state. Where work in flight has not ended at the limit of a forced swap, this is called once more, with force;
     * the first answer may complete then.
     *
     * @param request the time limit, and whether open work is to be cut short
     * @return the state, when all work in flight has been answered; nothing where a new handler needs none
     */
    default CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** The swap was abandoned: goes on as if {@link #suspend} had not been called. */
    default void resume() {}

    /** The connection has another handler now, or a relay. */
    default void detached() {}
}
