package io.fairlead.bridges;

import io.fairlead.service.ServiceException;
import io.fairlead.service.TpErrno;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What is answered over HTTP. */
final class Answers {
    /** The header field that names a call's error, such as {@code TPENOENT}. */
    static final String ERROR = "Fairlead-Error";

    private static final String CONTENT_TYPE = "Content-Type";

    private Answers() {}

    /** Answers with a reply's bytes. */
    static void bytes(HttpExchange exchange, int status, HttpHeaders headers, ByteBuffer bytes) {
        exchange.respond(
                status,
                headers.add(CONTENT_TYPE, "application/octet-stream")
                        .add("Content-Length", String.valueOf(bytes.remaining())));
        exchange.write(bytes);
        exchange.end();
    }

    /** Answers with a sentence. */
    static void text(HttpExchange exchange, int status, HttpHeaders headers, String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        exchange.respond(
                status,
                headers.add(CONTENT_TYPE, "text/plain; charset=utf-8")
                        .add("Content-Length", String.valueOf(bytes.remaining())));
        exchange.write(bytes);
        exchange.end();
    }

    /** Answers with what a call ended with: a failed service's data as bytes, any other error as a sentence. */
    static void error(HttpExchange exchange, ServiceException error) {
        HttpHeaders headers = new HttpHeaders().add(ERROR, error.error().name());
        if (error.reply().isPresent()) {
            bytes(exchange, status(error.error()), headers, error.reply().get().data());
        } else {
            text(exchange, status(error.error()), headers, error.getMessage() + "\n");
        }
    }

    /** Returns the status that says an error. */
    static int status(TpErrno error) {
        return switch (error) {
            case TPEINVAL, TPEITYPE -> 400;
            case TPESECURITY -> 403;
            case TPENOENT -> 404;
            case TPECLOSE -> 502;
            case TPENOREADY, TPEQFULL, TPELIMIT, TPEMAXNO, TPESVRDOWN -> 503;
            case TPETIME -> 504;
            default -> 500;
        };
    }
}
