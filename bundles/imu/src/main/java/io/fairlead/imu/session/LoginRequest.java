package io.fairlead.imu.session;

import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.Params;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A log-in as clients ask for it. {@code spawn} is accepted and changes nothing: a log-in always has a server to itself.
 *
 * @param user who
 * @param password nothing where the server is asked to trust the client's address
 * @param group as a member of which group; nothing: the user's first
 */
record LoginRequest(String user, Optional<String> password, Optional<String> group) {
    private static final int LONGEST = 200;

    /** @throws ImuException {@code SessionLoginFailed} where it names no user, {@code HandlerParams} */
    static LoginRequest of(Map<String, @Nullable Object> members) {
        String user = text(members, "login").orElse("");
        if (user.isEmpty() || user.length() > LONGEST) {
            throw failed(user);
        }
        return new LoginRequest(
                user, text(members, "password"), text(members, "group").filter(group -> !group.isEmpty()));
    }

    private static Optional<String> text(Map<String, @Nullable Object> members, String name) {
        return Params.text("login", name, members.get(name));
    }

    /** One answer for everything that is wrong with user and password, so that nobody learns which. */
    static ImuException failed(String user) {
        return new ImuException(
                "SessionLoginFailed",
                ImuException.CODE,
                "no user of that name may log in with that password",
                ImuException.cut(user));
    }
}
