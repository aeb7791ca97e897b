package io.fairlead.imu.terms;

import io.fairlead.imu.stream.PeerError;
import java.util.List;

/** A search condition that cannot be understood. */
public final class TermsException extends RuntimeException implements PeerError {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final List<Object> args;

    /**
     * Makes the exception.
     *
     * @param id the error id
     * @param message what is wrong and what to do
     * @param args the arguments for the reply, strings and longs
     */
    public TermsException(String id, String message, Object... args) {
        super(id + ": " + message, null, false, false);
        this.id = id;
        this.args = List.of(args);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<Object> args() {
        return args;
    }
}
