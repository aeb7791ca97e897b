package io.fairlead.transport.netty;

import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.Group;
import io.fairlead.transport.SessionState;
import java.time.Duration;
import java.util.Optional;

/** An echo that leaves timers and tasks behind when it goes. */
public final class LeavingEcho extends TestEcho {
    public LeavingEcho() {
        super("own");
    }

    @Override
    public void attach(Group held, Optional<SessionState> state) {
        super.attach(held, state);
        held.timers().schedule(Duration.ofHours(1), () -> events.add("never"));
    }

    @Override
    public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
        connection.timers().schedule(Duration.ofHours(1), () -> events.add("never"));
        connection.executor().execute(() -> events.add("soon"));
        return super.open(connection, state);
    }
}
