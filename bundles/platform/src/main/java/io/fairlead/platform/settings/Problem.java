package io.fairlead.platform.settings;

import java.util.Objects;

/**
 * One mistake in a setting, said so that a person can mend it.
 *
 * @param key the setting's name, such as {@code main-port}
 * @param value the word as it was given; empty where the setting is missing
 * @param message what is wrong with it
 * @param cure what to write instead
 */
public record Problem(String key, String value, String message, String cure) {
    public Problem {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(cure, "cure");
    }

    /** Returns the mistake and its cure in one sentence. */
    public String sentence() {
        return key + " = " + value + ": " + message + "; " + cure;
    }
}
