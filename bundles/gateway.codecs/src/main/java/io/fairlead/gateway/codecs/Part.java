package io.fairlead.gateway.codecs;

import java.nio.ByteBuffer;
import java.util.Optional;

/** A part of a message that says something, such as its key. */
interface Part {
    /**
     * Returns the part, a character a byte.
     *
     * @param message the message
     * @param reply the condition whose marks are taken off first, so that a request and its reply give the same
     * @return the part; nothing where the message does not have it
     */
    Optional<String> of(ByteBuffer message, Condition reply);
}
