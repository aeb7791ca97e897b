package io.fairlead.deployer.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A swap as it went.
 *
 * @param time when it ended
 * @param bundle the symbolic name
 * @param from the version that served before; empty where there was none
 * @param to the version that was to serve
 * @param way how it was done
 * @param connections how many connections, sockets and listeners were handed over; 0 where they were parked instead
 * @param longestPause the longest that one of them waited; zero where they were parked instead
 * @param done true: the new version is in place; false: the one before serves
 * @param cause why it was abandoned; empty where it was not
 */
public record SwapEntry(
        Instant time,
        String bundle,
        String from,
        String to,
        Way way,
        int connections,
        Duration longestPause,
        boolean done,
        String cause) {
    private static final double MICROS_OF_MILLI = 1000.0;

    /** How a bundle is brought to another jar. */
    public enum Way {
        /** New beside old, connections handed over. */
        LIVE("live"),
        /** Stop, update, start, for what binds no endpoints, or cannot run twice; connections are parked meanwhile. */
        RESTART("restart"),
        /** There was no such bundle before. */
        INSTALL("install");

        private final String word;

        Way(String word) {
            this.word = word;
        }

        /** Returns the word for operators. */
        public String word() {
            return word;
        }
    }

    /** Returns the outcome in words, such as {@code done}. */
    public String outcome() {
        return done ? "done" : "abandoned: " + cause;
    }

    /** Returns the longest pause in words, such as {@code 2.1 ms}; {@code -} where nothing was handed over. */
    public String pause() {
        return done && way == Way.LIVE
                ? String.format(Locale.ROOT, "%.1f ms", longestPause.toNanos() / MICROS_OF_MILLI / MICROS_OF_MILLI)
                : "-";
    }
}
