package io.fairlead.transport;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** Serves one WebSocket. All methods are called on its event loop. */
@ConsumerType
public interface WebSocketHandler {
    /** Takes a text message. */
    default void onText(String text) {}

    /**
     * Takes a binary message.
     *
     * @param bytes valid for the duration of the call
     */
    default void onBinary(ByteBuffer bytes) {}

    /** The write buffer has fallen below its low mark. */
    default void onWritable() {}

    /** The socket is closed. */
    default void onClosed(int code, String reason) {}

    /**
     * Gives the socket's state, which {@link Protocol#open(WebSocket, SessionState)} of the next protocol takes.
     *
     * @return the state; nothing: the socket is closed with code 1012, service restart
     */
    default CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** The swap was abandoned: goes on as if {@link #suspend} had not been called. */
    default void resume() {}

    /** The socket has another handler now. */
    default void detached() {}
}
