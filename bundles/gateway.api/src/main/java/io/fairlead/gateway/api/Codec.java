package io.fairlead.gateway.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One framing: where a message begins and ends in a stream of bytes. Called for many connections at once, on their
 * event loops; immutable, and never blocks.
 */
@ConsumerType
public interface Codec {
    /** Why the decoder is called. */
    enum Occasion {
        /** More bytes may be there than at the last call. */
        DATA,
        /** Nothing has arrived for {@link Codec#idleGap()}. */
        GAP,
        /** The peer has ended its stream; no byte will follow. */
        END
    }

    /**
     * Looks for one frame at the buffer's position. Limits are checked on what a header says, before the frame is
     * there.
     *
     * @param in the connection's unread bytes, read-only for the codec. Where a frame is found, the position is moved
     *     over it; where none is, at most over bytes that belong to no frame
     * @param occasion why the call is made
     * @param hint what the last {@link Decoded.Incomplete} of this connection said; 0 after a frame, after a call that
     *     moved the position, and after the codec was replaced
     * @return the frame; or how many bytes are needed at least
     * @throws FrameException where the bytes are no frame. The stream cannot be read any further; the gateway closes the
     *     connection
     */
    Decoded decode(ByteBuffer in, Occasion occasion, long hint) throws FrameException;

    /**
     * Returns room enough for the frame of any message of so many bytes.
     *
     * @param messageBytes the message's length, 0 or more
     * @throws FrameException where no message of that length can be sent with this framing
     */
    int room(int messageBytes) throws FrameException;

    /**
     * Writes one frame.
     *
     * @param message all remaining bytes are taken
     * @param out has {@link #room} for the frame; its position is moved to the frame's end
     * @throws FrameException where the message cannot be sent with this framing, such as one that contains the delimiter;
     *     then nothing may be sent
     */
    void encode(ByteBuffer message, ByteBuffer out) throws FrameException;

    /** Returns the longest frame in bytes, header and trailer included; the transport keeps no more unread bytes. */
    int maxFrame();

    /**
     * Returns how long nothing must arrive, with bytes unread, until the decoder is called with {@link Occasion#GAP};
     * zero: never.
     */
    default Duration idleGap() {
        return Duration.ZERO;
    }

    /** Tells whether a message ends with its stream: after one was sent, this side ends its stream. */
    default boolean endsWithStream() {
        return false;
    }

    /**
     * Returns how often a message is sent again when the peer refuses it. With more than 0, each message that is sent
     * waits for a {@link Decoded.Kind#ACCEPTED} before the next one is sent, a {@link Decoded.Kind#REFUSED} sends it
     * again, and one refusal too many closes the connection. With 0, neither kind is ever decoded.
     */
    default int retries() {
        return 0;
    }
}
