package io.fairlead.shell;

/** A command that did not do what it was asked for; the message is one sentence for whoever typed it. */
public final class CommandFailure extends RuntimeException {
    /** @param message what went wrong, where, and the cure */
    public CommandFailure(String message) {
        super(message, null, false, false);
    }
}
