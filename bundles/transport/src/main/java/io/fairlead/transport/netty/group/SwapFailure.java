package io.fairlead.transport.netty.group;

/** A swap cannot go on; the message says why. */
final class SwapFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean timeout;

    SwapFailure(String message, boolean timeout) {
        super(message);
        this.timeout = timeout;
    }

    boolean timeout() {
        return timeout;
    }
}
