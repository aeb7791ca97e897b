package io.fairlead.dispatcher.serve;

import io.fairlead.dispatcher.descriptor.Descriptor;
import io.fairlead.dispatcher.dispatch.DispatchRequest;
import io.fairlead.dispatcher.link.Backend;
import io.fairlead.dispatcher.registry.ServerEntry;
import io.fairlead.transport.Connection;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A request to an HTTP server, in HTTP/1.0, as the client would have made it. */
final class HttpRelay extends StatelessRelay {
    private static final long UNTIL_THE_END = -1;
    private static final List<String> PASSED_ON =
            List.of("User-Agent", "Client-Revision", "Client-Platform", "Content-Length", "NCBI-SID", "NCBI-PHID");

    private final DispatchRequest request;
    private final ResponseReader reader = new ResponseReader();
    private long left = UNTIL_THE_END;

    HttpRelay(
            HttpExchange exchange,
            Backend backend,
            Answer answer,
            Work work,
            ServerEntry server,
            DispatchRequest request) {
        super(exchange, backend, answer, work, server);
        this.request = request;
    }

    @Override
    void sendHead(Connection to) {
        Descriptor server = server().descriptor();
        StringBuilder head = new StringBuilder(exchange().method()).append(' ').append(server.args());
        head.append(server.args().indexOf('?') < 0 ? '?' : '&').append(request.query());
        head.append(" HTTP/1.0\r\nHost: ");
        head.append(server.virtualHost().isEmpty() ? server.host() + ":" + server.port() : server.virtualHost());
        for (String name : PASSED_ON) {
            exchange().headers().first(name).ifPresent(value -> field(head, name, value));
        }
        Optional<String> type = server.contentType().isEmpty()
                ? exchange().headers().first("Content-Type")
                : Optional.of(server.contentType());
        type.ifPresent(value -> field(head, "Content-Type", value));
        field(head, "Client-Mode", "STATELESS_ONLY");
        field(head, "Client-Host", request.caller().address().getHostAddress());
        field(head, "Relay-Path", RelayPath.of(exchange(), server()));
        field(head, "Connection", "close");
        to.write(ByteBuffer.wrap(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append("\r\n").append(name).append(": ").append(value);
    }

    @Override
    void bodySent(Connection to) {
        // The length said where it ends; some servers take the end of the stream for the end of interest.
    }

    @Override
    void answered(ByteBuffer bytes) {
        if (!begun()) {
            Optional<ResponseReader.Head> head;
            try {
                head = reader.take(bytes);
            } catch (IllegalArgumentException e) {
                badAnswer(String.valueOf(e.getMessage()));
                return;
            }
            if (head.isEmpty()) {
                return;
            }
            respond(head.get());
        }
        ByteBuffer part = bytes.duplicate();
        if (left >= 0 && part.remaining() > left) {
            part.limit(part.position() + (int) left);
        }
        bytes.position(bytes.limit());
        if (left >= 0) {
            left -= part.remaining();
        }
        if (part.hasRemaining()) {
            pass(part);
        }
        if (left == 0) {
            finish();
        }
    }

    private void respond(ResponseReader.Head head) {
        HttpHeaders all = answer().finish().headers();
        head.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Cache-Control") && !name.equalsIgnoreCase("Pragma")) {
                all.add(name, value);
            }
        });
        boolean none = exchange().method().equals("HEAD") || head.status() == 204 || head.status() == 304;
        left = none
                ? 0
                : head.headers()
                        .first("Content-Length")
                        .filter(text -> text.matches("[0-9]{1,18}"))
                        .map(Long::valueOf)
                        .orElse(UNTIL_THE_END);
        markBegun();
        exchange().respond(head.status(), all);
    }

    @Override
    void answerEnded() {
        if (!begun()) {
            badAnswer("it ended before it answered");
        } else if (left > 0) {
            badAnswer("it ended " + left + " bytes too early");
        } else {
            finish();
        }
    }
}
