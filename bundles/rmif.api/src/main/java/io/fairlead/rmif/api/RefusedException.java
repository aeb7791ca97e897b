package io.fairlead.rmif.api;

/** What a remote asks for is refused; the message tells it why, as the end of a sentence. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message why, such as {@code it must be above 0} */
    public RefusedException(String message) {
        super(message);
    }
}
