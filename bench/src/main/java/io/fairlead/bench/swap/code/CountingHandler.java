package io.fairlead.bench.swap.code;

import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Serves one connection; its state is how many frames it has had. */
final class CountingHandler implements ConnectionHandler {
    private static final ByteBuffer COUNT = ByteBuffer.wrap("count?".getBytes(StandardCharsets.US_ASCII));

    private final CountingProtocol protocol;
    private final Connection connection;
    private long frames;

    CountingHandler(CountingProtocol protocol, Connection connection, long frames) {
        this.protocol = protocol;
        this.connection = connection;
        this.frames = frames;
    }

    @Override
    public void onData(ByteBuffer bytes) {
        int taken = 0;
        while (bytes.remaining() >= Integer.BYTES) {
            int length = bytes.getInt(bytes.position());
            if (bytes.remaining() - Integer.BYTES < length) {
                break;
            }
            ByteBuffer payload = bytes.slice(bytes.position() + Integer.BYTES, length);
            bytes.position(bytes.position() + Integer.BYTES + length);
            frames++;
            taken++;
            answer(payload.equals(COUNT) ? digits(frames) : payload);
        }
        protocol.counted(taken);
    }

    @Override
    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        return CompletableFuture.completedFuture(Optional.of(CountState.of(frames)));
    }

    private void answer(ByteBuffer payload) {
        connection
                .reserve(Integer.BYTES + payload.remaining())
                .putInt(payload.remaining())
                .put(payload);
        connection.commit();
    }

    private static ByteBuffer digits(long number) {
        return ByteBuffer.wrap(String.valueOf(number).getBytes(StandardCharsets.US_ASCII));
    }
}
