package io.fairlead.imu.call;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as the IMu API's sessions and handlers write it.
 *
 * @param suspend {@code suspend}: the client may come back; nothing where it does not say
 * @param close {@code close}: the client leaves after the reply
 * @param name the handler class of a new handler
 * @param create what the new handler is made with; null where there is nothing
 * @param id the handler, where there is one already
 * @param destroy {@code destroy}: whether the handler ends with the connection; nothing where it does not say
 * @param language {@code language}, where it names one
 * @param method the method; nothing for requests of the session itself
 * @param params the parameters, any value; null where there are none
 * @param members the whole request
 */
public record Envelope(
        Optional<Boolean> suspend,
        boolean close,
        Optional<String> name,
        @Nullable Object create,
        Optional<String> id,
        Optional<Boolean> destroy,
        Optional<String> language,
        Optional<String> method,
        @Nullable Object params,
        Map<String, @Nullable Object> members) {
    /**
     * Reads a request.
     *
     * @throws ImuException {@code SessionRequest} with the member that is not of its type
     */
    public static Envelope of(Map<String, @Nullable Object> members) {
        return new Envelope(
                Params.flag("suspend", members.get("suspend")),
                Params.flag("close", members.get("close")).orElse(false),
                text(members, "name"),
                members.get("create"),
                text(members, "id"),
                Params.flag("destroy", members.get("destroy")),
                text(members, "language"),
                text(members, "method"),
                members.get("params"),
                members);
    }

    private static Optional<String> text(Map<String, @Nullable Object> members, String name) {
        Object value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String || value instanceof Long) {
            return Optional.of(value.toString());
        }
        throw new ImuException(
                "SessionRequest", ImuException.CODE, name + " must be a string, not " + Params.kind(value), name);
    }

    /** Returns whether a handler is called, rather than the session. */
    public boolean callsHandler() {
        return method.isPresent() || id.isPresent() || name.isPresent();
    }
}
