package io.fairlead.dispatcher.serve;

import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An answer without a body that matters: what it says stands in its header fields. */
final class Answer {
    private static final int OK = 200;
    private static final int MAX_ECHO = 256;

    private final HttpExchange exchange;
    private final HttpHeaders headers = new HttpHeaders();

    Answer(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** Adds a field; what HTTP cannot carry in a value is written as a question mark. */
    Answer add(String name, String value) {
        headers.add(name, value.replaceAll("[^ -~]", "?"));
        return this;
    }

    HttpHeaders headers() {
        return headers;
    }

    void ok() {
        send(OK, "");
    }

    /** Ends with a status that the client takes as final, and says why; a browser shows the same sentence. */
    void fail(int status, String sentence) {
        add("Dispatcher-Failures", sentence);
        send(status, sentence + "\n");
    }

    /** Adds the fields of every answer: nobody may keep it, and the client's session is named again. */
    Answer finish() {
        exchange.headers()
                .first("NCBI-SID")
                .filter(id -> id.length() <= MAX_ECHO)
                .ifPresent(id -> add("NCBI-SID", id));
        return add("Cache-Control", "no-store").add("Pragma", "no-cache");
    }

    private void send(int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        finish();
        add("Content-Type", "text/plain");
        add("Content-Length", String.valueOf(body.length));
        exchange.respond(status, headers);
        if (body.length > 0 && !exchange.method().equals("HEAD")) {
            exchange.write(ByteBuffer.wrap(body));
        }
        exchange.end();
    }
}
