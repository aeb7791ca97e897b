package io.fairlead.itest.echo;

import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Serves one echo connection. A message of the payload {@code count?} is answered with the number of messages that this
 * connection has had, in digits; every other one with itself. A peer that does not read its answers is not read either.
 */
final class EchoHandler implements ConnectionHandler {
    private static final ByteBuffer COUNT = ByteBuffer.wrap(new byte[] {'c', 'o', 'u', 'n', 't', '?'});

    private final Echo echo;
    private final Connection connection;
    private long messages;

    EchoHandler(Echo echo, Connection connection, long messages) {
        this.echo = echo;
        this.connection = connection;
        this.messages = messages;
    }

    @Override
    public void onData(ByteBuffer bytes) {
        if (echo.settings().framing() == EchoSettings.Framing.RAW) {
            count();
            connection.write(bytes);
        } else {
            while (takeFrame(bytes)) {
                count();
            }
        }
        if (!connection.isWritable()) {
            connection.pauseReading();
        }
    }

    @Override
    public void onWritable() {
        connection.resumeReading();
    }

    @Override
    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        return CompletableFuture.completedFuture(Optional.of(EchoState.ofConnection(messages)));
    }

    private void count() {
        messages++;
        echo.countMessage();
    }

    /** Answers one frame, if all of it is there. */
    private boolean takeFrame(ByteBuffer bytes) {
        if (bytes.remaining() < Integer.BYTES) {
            return false;
        }
        int length = bytes.getInt(bytes.position());
        if (length < 0 || length > echo.settings().maxFrame()) {
            connection.close();
            return false;
        }
        if (bytes.remaining() < Integer.BYTES + length) {
            return false;
        }
        ByteBuffer payload = bytes.slice(bytes.position() + Integer.BYTES, length);
        bytes.position(bytes.position() + Integer.BYTES + length);
        answer(payload.equals(COUNT) ? digits(messages) : payload);
        return true;
    }

    private void answer(ByteBuffer payload) {
        ByteBuffer out = connection.reserve(Integer.BYTES + payload.remaining());
        out.putInt(payload.remaining()).put(payload);
        connection.commit();
    }

    private static ByteBuffer digits(long number) {
        return ByteBuffer.wrap(String.valueOf(number).getBytes(StandardCharsets.US_ASCII));
    }
}
