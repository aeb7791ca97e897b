package io.fairlead.gateway.api;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says what a message is. Called for many connections at once, on their event loops; immutable, and never blocks. The
 * messages it is given are read-only, and valid for the call.
 */
@ConsumerType
public interface Classifier {
    /**
     * Tells whether it can tell a reply from a request. Where it cannot, every message of a peer is the one or the other
     * by the direction of the configuration, and traffic both ways on one connection is refused at configuration time.
     */
    boolean tellsReplies();

    /**
     * Tells whether a request and its reply have a key in common. Where they have, a request without one cannot be sent,
     * and a late reply is known as such; where they have not, replies come in the order of the requests.
     */
    boolean correlates();

    /**
     * Says what a message is: one of a peer's, or a request that is about to be sent to one. A request and its reply
     * have the same key.
     */
    Classified classify(ByteBuffer message);

    /** Returns what is sent to a silent peer as a sign of life; nothing where the protocol has none. */
    default Optional<ByteBuffer> heartbeat() {
        return Optional.empty();
    }

    /**
     * Makes the message that answers a peer's request.
     *
     * @param request the peer's message
     * @param answer what the service gave
     * @return what is sent; the service's answer as it is unless the settings say otherwise
     */
    default ByteBuffer reply(ByteBuffer request, ByteBuffer answer) {
        return answer;
    }

    /**
     * Makes the message that tells a peer that its request failed.
     *
     * @param request the peer's message
     * @param failure what went wrong
     * @return what is sent; nothing where no error answer was configured
     */
    default Optional<ByteBuffer> errorReply(ByteBuffer request, Failure failure) {
        return Optional.empty();
    }

    /**
     * Returns a key of the gateway's own for a request that is about to be sent, so that callers who know nothing of
     * each other can share a connection.
     *
     * @param sequence a number that no other call in flight on the connection has
     * @return the key for {@link #withKey}; nothing where requests are sent with the key that they have
     */
    default Optional<String> freshKey(long sequence) {
        return Optional.empty();
    }

    /**
     * Returns a copy of a request or a reply with another key. Only asked where {@link #freshKey} gives keys.
     *
     * @param message a message that has a key
     * @param key the key it shall have, from {@link #freshKey} or {@link #classify}
     */
    default ByteBuffer withKey(ByteBuffer message, String key) {
        return message;
    }
}
