package io.fairlead.bench.swap.code;

import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.DatagramHandler;
import io.fairlead.transport.DatagramPort;
import io.fairlead.transport.Group;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers frames (four bytes of length, then the payload) with themselves, and the payload {@code count?} with the
 * number of frames that the connection has had. Its group's state is how many frames all have had.
 */
public final class CountingProtocol implements Protocol {
    private final AtomicLong frames = new AtomicLong();

    void counted(int more) {
        frames.addAndGet(more);
    }

    @Override
    public void attach(Group group, Optional<SessionState> state) {
        frames.set(CountState.read(state));
    }

    @Override
    public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
        return new CountingHandler(this, connection, CountState.read(state));
    }

    @Override
    public DatagramHandler open(DatagramPort port, Optional<SessionState> state) {
        return new CountingDatagrams(port, state);
    }

    @Override
    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        return CompletableFuture.completedFuture(Optional.of(CountState.of(frames.get())));
    }
}
