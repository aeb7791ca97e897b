package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Decoded;
import io.fairlead.gateway.api.FrameException;
import io.fairlead.gateway.api.FrameException.Reason;
import java.nio.ByteBuffer;

/** What a frame without a message is. */
enum Empty {
    /** A mistake: the connection is closed. */
    ERROR,
    /** A sign of life, without an answer. */
    HEARTBEAT,
    /** A sign of life, answered by the same. */
    ECHO,
    /** A message of no bytes. */
    MESSAGE;

    /**
     * Decides on an empty frame.
     *
     * @param message the empty message, or the header where headers are kept
     * @param frame the whole frame, in a buffer of its own
     */
    Decoded decide(ByteBuffer message, ByteBuffer frame) throws FrameException {
        return switch (this) {
            case ERROR ->
                throw new FrameException(Reason.BAD_LENGTH, "a message of no bytes (framing's empty is error)");
            case HEARTBEAT -> new Decoded.Frame(Decoded.Kind.HEARTBEAT, message, Decoded.NONE);
            case ECHO -> new Decoded.Frame(Decoded.Kind.HEARTBEAT, message, frame);
            case MESSAGE -> Decoded.message(message);
        };
    }
}
