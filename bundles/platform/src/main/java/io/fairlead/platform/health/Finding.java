package io.fairlead.platform.health;

import java.util.Objects;

/**
 * One thing that a part says of itself.
 *
 * @param topic what it is about, one word with hyphens, such as {@code settings}; a later finding of the same topic
 *     replaces it
 * @param status how bad it is
 * @param message one sentence: what is so, where, and the cure
 */
public record Finding(String topic, Status status, String message) {
    public Finding {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(message, "message");
    }
}
