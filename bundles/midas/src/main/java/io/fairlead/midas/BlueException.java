package io.fairlead.midas;

/** A BLUE file that cannot be read or written as asked; the message names the field, its value and what may be. */
public final class BlueException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and where */
    public BlueException(String message) {
        super(message);
    }
}
