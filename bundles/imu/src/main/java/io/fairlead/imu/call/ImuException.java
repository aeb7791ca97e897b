package io.fairlead.imu.call;

import io.fairlead.imu.stream.PeerError;
import java.util.List;

/**
 * A request that is answered with an error. Ids are in the family's style: {@code Session…} for what concerns
 * connections, contexts and the server's limits, {@code Handler…} for finding and calling handlers, {@code Module…} for
 * what a module refuses. No stack trace: it is somebody else's mistake.
 */
public final class ImuException extends RuntimeException implements PeerError {
    /** The reply's code where nothing else is known. */
    public static final int CODE = 500;
    /** The reply's code where the same request may succeed later. */
    public static final int LATER = 503;

    private static final long serialVersionUID = 1L;

    private final String id;
    private final transient List<Object> args;
    private final int code;

    /**
     * @param id the error id
     * @param code the reply's code; never 403, which clients take for a missing licence
     * @param message a sentence for people
     * @param args strings and whole numbers for the reply's {@code args}
     */
    public ImuException(String id, int code, String message, Object... args) {
        super(id + ": " + message, null, false, false);
        this.id = id;
        this.code = code;
        this.args = List.of(args);
    }

    /** A mistake in the parameters of a method. */
    public static ImuException params(String method, String message) {
        return new ImuException("HandlerParams", CODE, method + ": " + message, method, message);
    }

    /** A method that a handler does not have. */
    public static ImuException method(String handler, String method) {
        return new ImuException(
                "HandlerMethodUnknown", CODE, handler + " has no method " + method, handler, cut(method));
    }

    /** Something of which the server holds all that it may: try again later. */
    public static ImuException full(String id, String what, long limit) {
        return new ImuException(
                id, LATER, "the server holds as much as " + what + " = " + limit + " allows", what, limit);
    }

    /** Returns a client's word, shortened so that a reply does not carry megabytes back. */
    public static String cut(String word) {
        return word.length() > 200 ? word.substring(0, 200) + "..." : word;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<Object> args() {
        return args;
    }

    /** Returns the reply's {@code code}. */
    public int code() {
        return code;
    }
}
