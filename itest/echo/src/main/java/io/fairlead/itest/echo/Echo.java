package io.fairlead.itest.echo;

import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.Group;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Serves a group of echo connections; its own state is how many messages all of them have had. */
final class Echo implements Protocol {
    private final AtomicLong messages = new AtomicLong();
    private volatile EchoSettings settings;

    Echo(EchoSettings settings) {
        this.settings = settings;
    }

    /** Takes up changed settings; open connections follow with their next message. */
    void update(EchoSettings changed) {
        settings = changed;
    }

    EchoSettings settings() {
        return settings;
    }

    void countMessage() {
        messages.incrementAndGet();
    }

    long messages() {
        return messages.get();
    }

    @Override
    public void attach(Group group, Optional<SessionState> state) {
        state.ifPresent(left -> messages.set(EchoState.readGroup(left)));
    }

    @Override
    public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
        return new EchoHandler(
                this, connection, state.map(EchoState::readConnection).orElse(0L));
    }

    @Override
    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        return CompletableFuture.completedFuture(Optional.of(EchoState.ofGroup(messages.get())));
    }
}
