package io.fairlead.gateway.codecs;

import java.nio.ByteBuffer;

/** Something that a message is or is not, by its bytes. Indexes count from the message's first byte, which is 0. */
interface Condition {
    /** Never holds. */
    Condition NEVER = message -> false;

    /** Tells whether it holds; it does not for a message that is too short to say. */
    boolean test(ByteBuffer message);

    /** Tells whether {@link #mark} can make it hold. */
    default boolean marks() {
        return false;
    }

    /**
     * Makes it hold.
     *
     * @param message is changed; one that is too short stays as it is
     */
    default void mark(ByteBuffer message) {}

    /** Returns a byte of a message as it is where the condition does not hold: a reply's as in its request. */
    default byte plain(ByteBuffer message, int index) {
        return at(message, index);
    }

    /** Returns a byte. */
    static byte at(ByteBuffer message, int index) {
        return message.get(message.position() + index);
    }
}
