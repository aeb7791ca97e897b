package io.fairlead.transport;

/** The caller no longer holds what it called: it was closed, or handed to another protocol. */
public final class DetachedException extends IllegalStateException {
    /** @param message what was called, and why it is gone */
    public DetachedException(String message) {
        super(message);
    }
}
