package io.fairlead.shell;

/**
 * How a command ended.
 *
 * @param exitCode {@value #FINE}, {@value #FAILED} or {@value #UNKNOWN}
 * @param message one sentence for the error stream; empty where there is nothing to say
 */
public record Outcome(int exitCode, String message) {
    /** The command did its work. */
    public static final int FINE = 0;

    /** The command failed. */
    public static final int FAILED = 1;

    /** There is no such command. */
    public static final int UNKNOWN = 2;
}
