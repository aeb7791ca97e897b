package io.fairlead.gateway.api;

import java.util.Objects;

/** A service could not be called, or failed. */
public final class CallFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final transient byte[] data;

    /**
     * @param failure what went wrong
     * @param data what the service gave with {@code TPESVCFAIL}; else empty
     */
    public CallFailedException(Failure failure, byte[] data) {
        super(Objects.requireNonNull(failure, "failure").name() + ": " + failure.message());
        this.failure = failure;
        this.data = data.clone();
    }

    /** Returns what went wrong. */
    public Failure failure() {
        return failure;
    }

    /** Returns what the service gave with its failure; empty for nothing. */
    public byte[] data() {
        return data.clone();
    }
}
