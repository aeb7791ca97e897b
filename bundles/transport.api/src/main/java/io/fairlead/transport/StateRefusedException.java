package io.fairlead.transport;

/** A protocol cannot read the state that it was offered; the swap is abandoned and the old side goes on. */
public final class StateRefusedException extends RuntimeException {
    /** @param message one sentence: which schema and version came, and which are read */
    public StateRefusedException(String message) {
        super(message);
    }
}
