package io.fairlead.dispatcher.serve;

import io.fairlead.dispatcher.registry.ServerEntry;
import io.fairlead.transport.HttpExchange;

/** The way of a relayed request: every dispatcher adds itself and where it sends the request. */
final class RelayPath {
    private static final int MAX_HOPS = 8;

    private RelayPath() {}

    /** Returns the path up to a server. */
    static String of(HttpExchange exchange, ServerEntry server) {
        String here = exchange.endpoint()
                .address()
                .map(at -> at.getAddress().getHostAddress() + ":" + at.getPort())
                .orElse("");
        return before(exchange) + here + " " + server.descriptor().host() + ":"
                + server.descriptor().port();
    }

    /** Returns whether the request has come through so many dispatchers that it goes round in circles. */
    static boolean isLoop(HttpExchange exchange) {
        return before(exchange).chars().filter(c -> c == ',').count() >= MAX_HOPS;
    }

    private static String before(HttpExchange exchange) {
        return exchange.headers()
                .first("Relay-Path")
                .map(path -> path.substring(0, Math.min(path.length(), 1024)) + ", ")
                .orElse("");
    }
}
