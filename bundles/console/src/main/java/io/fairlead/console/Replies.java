package io.fairlead.console;

import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Answers that are true for the moment only. */
final class Replies {
    private Replies() {}

    /** Answers with plain text. */
    static void text(HttpExchange exchange, int status, String text) {
        reply(exchange, status, "text/plain; charset=utf-8", text);
    }

    /** Answers a GET or HEAD; any other method is refused. */
    static void reply(HttpExchange exchange, int status, String contentType, String text) {
        boolean head = exchange.method().equals("HEAD");
        if (!head && !exchange.method().equals("GET")) {
            String sentence = "Only GET and HEAD are answered here.\n";
            send(exchange, 405, headers("text/plain; charset=utf-8", sentence).add("Allow", "GET, HEAD"), sentence);
            return;
        }
        send(exchange, status, headers(contentType, text), head ? "" : text);
    }

    private static HttpHeaders headers(String contentType, String text) {
        return new HttpHeaders()
                .add("Content-Type", contentType)
                .add("Content-Length", String.valueOf(text.getBytes(StandardCharsets.UTF_8).length))
                .add("Cache-Control", "no-store");
    }

    private static void send(HttpExchange exchange, int status, HttpHeaders headers, String body) {
        exchange.respond(status, headers);
        if (!body.isEmpty()) {
            exchange.write(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
        }
        exchange.end();
    }
}
