package io.fairlead.gateway.tmax;

/** A file that describes no gateway that could run; the message names the line and the cure. */
final class TmaxException extends Exception {
    private static final long serialVersionUID = 1L;

    TmaxException(String message) {
        super(message, null, false, false);
    }
}
