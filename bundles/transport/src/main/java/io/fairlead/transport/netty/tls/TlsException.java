package io.fairlead.transport.netty.tls;

/** Certificate files that cannot be used; the message names file, setting and cure. */
final class TlsException extends Exception {
    private static final long serialVersionUID = 1L;

    TlsException(String message) {
        super(message);
    }
}
