package io.fairlead.gateway.api;

import java.util.Objects;

/**
 * Why a call of a service failed.
 *
 * @param code the number of the error, as in Tmax's {@code tperrno}, such as 11
 * @param name its name, such as {@code TPESVCFAIL}
 * @param service the service that was called
 * @param message one sentence
 */
public record Failure(int code, String name, String service, String message) {
    public Failure {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(message, "message");
    }
}
