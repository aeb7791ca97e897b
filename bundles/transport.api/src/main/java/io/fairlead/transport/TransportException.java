package io.fairlead.transport;

/** Something could not be opened or reached; the message names it and the cure. */
public final class TransportException extends RuntimeException {
    /** @param message one sentence that names the endpoint, the cause and the cure */
    public TransportException(String message) {
        super(message);
    }
}
