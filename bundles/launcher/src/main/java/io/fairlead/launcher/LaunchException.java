package io.fairlead.launcher;

/** A reason not to go on. Its message is one sentence for a person: what is wrong, where, and the cure. */
final class LaunchException extends RuntimeException {
    private final ExitCode exitCode;

    LaunchException(ExitCode exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    LaunchException(ExitCode exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    ExitCode exitCode() {
        return exitCode;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
