package io.fairlead.imu.call;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of a handler's method.
 *
 * @param method the method
 * @param params its parameters; null where there are none
 * @param language the client's language, or the server's where it names none
 * @param access how much the caller may see and do, as it is now
 * @param user who is logged in; nothing for default access
 * @param limits the time limit of the call's work, and a way to end it from another thread
 */
public record HandlerCall(
        String method,
        @Nullable Object params,
        String language,
        Access access,
        Optional<String> user,
        io.fairlead.catalogue.Call limits) {}
