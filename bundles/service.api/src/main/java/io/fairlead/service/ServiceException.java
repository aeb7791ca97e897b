package io.fairlead.service;

import java.util.Objects;
import java.util.Optional;

/** A call that came to no good end. */
public final class ServiceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final TpErrno error;
    private final transient Optional<Reply> reply;

    /**
     * @param error what it is
     * @param message one sentence that names the service, the cause and, where there is one, the cure
     */
    public ServiceException(TpErrno error, String message) {
        this(error, message, Optional.empty());
    }

    private ServiceException(TpErrno error, String message, Optional<Reply> reply) {
        super(error + " (" + error.number() + "): " + message, null, false, false);
        this.error = Objects.requireNonNull(error, "error");
        this.reply = reply;
    }

    /** Returns TPESVCFAIL with the data that the failed service gave. */
    public static ServiceException failed(String service, Reply reply) {
        return new ServiceException(TpErrno.TPESVCFAIL, service + " answered that it failed", Optional.of(reply));
    }

    /** Returns what it is. */
    public TpErrno error() {
        return error;
    }

    /** Returns the reply of a service that failed; nothing for every other error. */
    public Optional<Reply> reply() {
        return reply;
    }
}
