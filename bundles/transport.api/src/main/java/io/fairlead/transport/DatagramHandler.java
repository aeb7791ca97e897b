package io.fairlead.transport;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** Serves one UDP socket. All methods are called on its event loop. An exception is logged; the socket stays. */
@ConsumerType
public interface DatagramHandler {
    /**
     * Takes the datagrams that one wake-up brought, in the order of arrival.
     *
     * @param batch valid for the duration of the call
     */
    void onDatagrams(DatagramBatch batch);

    /** The write buffer has fallen below its low mark. */
    default void onWritable() {}

    /**
     * Gives the socket's state. Datagrams that arrive from now on wait in a bounded queue.
     *
     * @param request the time limit, and whether open work is to be cut short
     * @return the state; nothing where a new handler needs none
     */
    default CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** The swap was abandoned: goes on as if {@link #suspend} had not been called. */
    default void resume() {}

    /** The socket has another handler now, or was closed. */
    default void detached() {}
}
