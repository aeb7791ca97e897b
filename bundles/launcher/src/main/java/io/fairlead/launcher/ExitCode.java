package io.fairlead.launcher;

/** What the process says to its caller when it ends. The numbers above 63 are those of {@code sysexits.h}. */
enum ExitCode {
    /** Ended as asked. */
    OK(0),
    /** Something did not come up: a port that is taken, a bad setting. */
    START_FAILED(1),
    /** A word on the command line that nobody knows. */
    USAGE(2),
    /** No instance runs in this home. */
    NO_INSTANCE(69),
    /** A mistake in the program itself. */
    INTERNAL(70),
    /** The home cannot be made or written. */
    HOME_UNUSABLE(73),
    /** The connection to the instance was lost in the middle. */
    CONNECTION_LOST(74),
    /** Another process runs in this home. */
    HOME_IN_USE(75),
    /** A file in {@code etc/} of which the launcher can make no sense. */
    BAD_SETTING(78);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
