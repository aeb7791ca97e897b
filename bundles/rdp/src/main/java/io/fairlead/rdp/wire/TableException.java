package io.fairlead.rdp.wire;

/** A table or one of its values that cannot be read; the message names the place and what was expected. */
public final class TableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and where */
    public TableException(String message) {
        super(message, null, false, false);
    }
}
