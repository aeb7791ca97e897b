package io.fairlead.gateway.api;

import java.nio.ByteBuffer;
import java.util.Objects;

/** What a codec found in the bytes that are there. */
public sealed interface Decoded {
    /** No bytes. */
    ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** What a frame is for the codec. */
    enum Kind {
        /** A message of the peer's. */
        MESSAGE,
        /** A sign of life; counted, and answered by {@link Frame#answer} alone. */
        HEARTBEAT,
        /** The peer has taken the last message that was sent to it, see {@link Codec#retries()}. */
        ACCEPTED,
        /** The peer wants the last message once more. */
        REFUSED,
        /** A damaged frame that the peer is asked to send again by {@link Frame#answer}; counted. */
        DAMAGED
    }

    /**
     * No whole frame yet.
     *
     * @param atLeast the number of unread bytes, from the position on, below which another call is of no use
     * @param hint a number that the codec finds again at its next call for these bytes, such as how far it has searched
     */
    record Incomplete(int atLeast, long hint) implements Decoded {}

    /**
     * One frame.
     *
     * @param kind what it is
     * @param message the message; often a view of the bytes that were decoded, so valid only as long as they are
     * @param answer what is sent back at once, as it is; {@link #NONE} for nothing
     */
    record Frame(Kind kind, ByteBuffer message, ByteBuffer answer) implements Decoded {
        public Frame {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(answer, "answer");
        }
    }

    /** Returns a message without an answer of the codec's own. */
    static Frame message(ByteBuffer message) {
        return new Frame(Kind.MESSAGE, message, NONE);
    }

    /** Returns that no frame can be there before there are so many unread bytes. */
    static Incomplete incomplete(int atLeast) {
        return new Incomplete(atLeast, 0);
    }
}
