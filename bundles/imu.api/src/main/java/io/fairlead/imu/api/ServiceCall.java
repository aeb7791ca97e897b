package io.fairlead.imu.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of a client.
 *
 * @param service the name that the client used, such as {@code Service::Multimedia::Insert}
 * @param method the method, mostly {@code process}
 * @param params the parameters, any value; null where there are none
 * @param create what the client gave to create its object, any value; null where it gave nothing
 * @param language the client's language, such as {@code en-US}; the server's where it names none
 * @param user who is logged in; nothing for default access
 * @param timeLimit how long the answer may take
 */
public record ServiceCall(
        String service,
        String method,
        @Nullable Object params,
        @Nullable Object create,
        String language,
        Optional<String> user,
        Duration timeLimit) {
    public ServiceCall {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(timeLimit, "timeLimit");
    }
}
