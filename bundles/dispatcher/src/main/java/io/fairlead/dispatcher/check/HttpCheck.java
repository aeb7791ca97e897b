package io.fairlead.dispatcher.check;

import io.fairlead.dispatcher.link.Backend;
import io.fairlead.dispatcher.registry.ServerEntry;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks an HTTP server for a path; a status below 400 is good. */
final class HttpCheck implements ConnectionHandler {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");
    private static final int STATUS_CHARS = 12;
    private static final int FIRST_BAD = 400;

    private final Connection connection;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final StringBuilder said = new StringBuilder();

    private HttpCheck(Connection connection) {
        this.connection = connection;
    }

    static CompletionStage<Outcome> ask(Backend backend, ServerEntry server) {
        HttpCheck check = new HttpCheck(backend.connection());
        String host = server.descriptor().virtualHost().isEmpty()
                ? server.descriptor().host() + ":" + server.descriptor().port()
                : server.descriptor().virtualHost();
        backend.connection()
                .write(ByteBuffer.wrap(("GET " + server.check().target() + " HTTP/1.0\r\nHost: " + host
                                + "\r\nUser-Agent: fairlead-check\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1)));
        backend.connection().flush();
        backend.use(check);
        return check.outcome;
    }

    @Override
    public void onData(ByteBuffer bytes) {
        while (bytes.hasRemaining() && said.length() < STATUS_CHARS) {
            said.append((char) (bytes.get() & 0x7f));
        }
        bytes.position(bytes.limit());
        if (said.length() == STATUS_CHARS) {
            Matcher status = STATUS.matcher(said);
            outcome.complete(
                    status.matches() && Integer.parseInt(status.group(1)) < FIRST_BAD
                            ? Outcome.up()
                            : Outcome.down("it answers its check with "
                                    + said.toString().replaceAll("[^ -~]", "?")));
            connection.close();
        }
    }

    @Override
    public void onEnd(Connection ended) {
        outcome.complete(Outcome.down("it ends the connection of its check without an answer"));
        connection.close();
    }

    @Override
    public void onClosed(String cause) {
        outcome.complete(Outcome.down("the connection of its check broke off: " + cause));
    }
}
