package io.fairlead.transport;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes a request's body as it arrives; called on the event loop. */
@ConsumerType
public interface HttpBody {
    /**
     * Takes a piece.
     *
     * @param bytes valid for the duration of the call
     */
    void onBytes(ByteBuffer bytes);

    /** The body is complete. */
    void onEnd();

    /** The peer has gone before the body was complete. */
    default void onAborted() {}
}
