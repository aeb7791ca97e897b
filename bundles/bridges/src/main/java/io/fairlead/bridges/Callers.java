package io.fairlead.bridges;

import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Who may call: a program on this machine, or whoever has the token. A web page that is open on this machine (it sends
 * an Origin) and whoever comes through a proxy on this machine need the token too.
 *
 * @param token nothing: only programs on this machine
 */
record Callers(Optional<String> token) {
    private static final String BEARER = "Bearer ";
    private static final List<String> FROM_ELSEWHERE = List.of("Origin", "Forwarded", "X-Forwarded-For", "Via");

    /** Tells whether a request may call. */
    boolean mayCall(HttpExchange exchange) {
        boolean program = exchange.remoteAddress().getAddress().isLoopbackAddress()
                && FROM_ELSEWHERE.stream()
                        .allMatch(name -> exchange.headers().first(name).isEmpty());
        return program || hasToken(exchange.headers());
    }

    private boolean hasToken(HttpHeaders headers) {
        String given = headers.first("Authorization").orElse("");
        return token.isPresent()
                && given.startsWith(BEARER)
                && MessageDigest.isEqual(
                        token.get().getBytes(StandardCharsets.UTF_8),
                        given.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8));
    }
}
