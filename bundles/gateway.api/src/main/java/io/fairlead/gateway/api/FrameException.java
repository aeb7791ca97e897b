package io.fairlead.gateway.api;

/** Bytes that are no frame, or a message that cannot be framed. Never holds a stack trace: it answers bad input. */
public final class FrameException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What is wrong; each is a counter. */
    public enum Reason {
        /** Longer than the limit, or than the framing can say. */
        TOO_LONG,
        /** A length below the least, or one that is not written as it should be. */
        BAD_LENGTH,
        /** A byte that must not stand there, such as one before the start of a frame. */
        BAD_BYTE,
        /** A checksum that is not the frame's. */
        BAD_CHECKSUM,
        /** The stream ended within a frame. */
        CUT_SHORT
    }

    /**
     * @param reason what is wrong
     * @param message one sentence with the value that was met and the limit or form that was expected
     */
    public FrameException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Returns what is wrong. */
    public Reason reason() {
        return reason;
    }
}
