package io.fairlead.deployer;

/** A jar that is not taken; the message is one sentence with the cure. The operator's mistake: mend it, put it again. */
final class RefusedException extends Exception {
    private final String abandoned;

    RefusedException(String message) {
        this(message, "");
    }

    /** @param abandoned the symbolic name of the bundle whose swap was abandoned */
    RefusedException(String message, String abandoned) {
        super(message, null, false, false);
        this.abandoned = abandoned;
    }

    /** Returns the symbolic name of the bundle whose swap was abandoned; empty where none had begun. */
    String abandoned() {
        return abandoned;
    }
}
