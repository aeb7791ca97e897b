package io.fairlead.deployer;

/** A jar that is not taken; the message is one sentence with the cure. The operator's mistake: mend it, put it again. */
final class RefusedException extends Exception {
    RefusedException(String message) {
        super(message, null, false, false);
    }
}
