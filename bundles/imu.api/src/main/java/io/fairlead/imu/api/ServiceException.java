package io.fairlead.imu.api;

import java.util.List;

/** A call that is refused: the client's mistake, or something that is not possible now. It is answered, not logged. */
public final class ServiceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final transient List<Object> args;
    private final int code;

    /**
     * @param id the error id for the client, in the family's style, such as {@code MultimediaResolutionNotFound}
     * @param args its arguments: strings, numbers or booleans
     * @param code the reply's code; 500 where nothing else is known. 403 means to clients that no licence is free
     */
    public ServiceException(String id, List<?> args, int code) {
        super(id + " " + args);
        this.id = id;
        this.args = List.copyOf(args);
        this.code = code;
    }

    /** Returns the error id. */
    public String id() {
        return id;
    }

    /** Returns the arguments. */
    public List<Object> args() {
        return args;
    }

    /** Returns the reply's code. */
    public int code() {
        return code;
    }
}
