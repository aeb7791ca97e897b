package io.fairlead.dispatcher.serve;

import io.fairlead.dispatcher.link.Backend;
import io.fairlead.dispatcher.registry.ServerEntry;
import io.fairlead.transport.Connection;
import io.fairlead.transport.HttpExchange;
import java.nio.ByteBuffer;

/** A micro-session with a STANDALONE server or a program: what it says is the response's body. */
final class RawRelay extends StatelessRelay {
    private static final int OK = 200;

    RawRelay(HttpExchange exchange, Backend backend, Answer answer, Work work, ServerEntry server) {
        super(exchange, backend, answer, work, server);
    }

    @Override
    void sendHead(Connection to) {
        // The body is all that such a server is told.
    }

    @Override
    void bodySent(Connection to) {
        to.shutdownOutput();
    }

    @Override
    void answered(ByteBuffer bytes) {
        respond();
        pass(bytes);
        bytes.position(bytes.limit());
    }

    @Override
    void answerEnded() {
        respond();
        finish();
    }

    private void respond() {
        if (!begun()) {
            markBegun();
            String type = server().descriptor().contentType();
            answer().finish().add("Content-Type", type.isEmpty() ? "application/octet-stream" : type);
            exchange().respond(OK, answer().headers());
        }
    }
}
