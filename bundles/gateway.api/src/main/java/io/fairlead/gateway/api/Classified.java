package io.fairlead.gateway.api;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * What a message is.
 *
 * @param kind what it is
 * @param key what a request and its reply have in common; nothing where the protocol has no such thing, and then a
 *     reply belongs to the oldest request in flight
 * @param service the service that a request is for; nothing: the one of the configuration
 * @param answer what is sent back at once to a heartbeat; nothing: no answer
 */
public record Classified(Kind kind, Optional<String> key, Optional<String> service, Optional<ByteBuffer> answer) {
    /** What a message is. */
    public enum Kind {
        /** Asks for a service, and waits for a reply. */
        REQUEST,
        /** Asks for a service, and expects no reply. */
        ONE_WAY,
        /** Answers a request that was sent to the peer. */
        REPLY,
        /** A sign of life, or the answer to one; belongs to no call. */
        HEARTBEAT,
        /** Cannot be told; counted and dropped, or the connection is closed, as the settings say. */
        UNKNOWN
    }

    public Classified {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(answer, "answer");
    }
}
