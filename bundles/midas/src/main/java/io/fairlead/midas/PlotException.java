package io.fairlead.midas;

/** A reduced frame that cannot be restored; the message says why. */
public final class PlotException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong */
    public PlotException(String message) {
        super(message, null, false, false);
    }
}
