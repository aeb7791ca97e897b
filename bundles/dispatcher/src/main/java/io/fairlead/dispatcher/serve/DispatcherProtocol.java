package io.fairlead.dispatcher.serve;

import io.fairlead.dispatcher.firewall.FirewallHandler;
import io.fairlead.dispatcher.firewall.PortChoice;
import io.fairlead.dispatcher.firewall.TicketState;
import io.fairlead.dispatcher.link.Servers;
import io.fairlead.dispatcher.ncbid.Programs;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.Endpoint;
import io.fairlead.transport.Group;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.StateRefusedException;
import io.fairlead.transport.SuspendRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Serves the dispatcher's group: HTTP, the firewall's ports, and the connections to servers and programs. */
public final class DispatcherProtocol implements Protocol {
    private static final String SCHEMA = "dispatcher.group";
    private static final int VERSION = 1;

    private final Work work;
    private final HttpFront front;
    private final Runnable attached;
    private volatile boolean serving;

    /**
     * @param work what all requests share
     * @param attached is called when the group can be used
     */
    public DispatcherProtocol(Work work, Runnable attached) {
        this.work = work;
        this.front = new HttpFront(work);
        this.attached = attached;
    }

    /** Returns whether the group is still this dispatcher's. */
    public boolean serving() {
        return serving;
    }

    @Override
    public void attach(Group group, Optional<SessionState> state) {
        if (state.isPresent()) {
            restore(state.get());
        }
        work.serve(group, open(group));
        serving = true;
        attached.run();
    }

    /** Takes up that the group's endpoints have changed. */
    public void endpointsChanged() {
        work.serve(work.group(), open(work.group()));
    }

    private static PortChoice.Open open(Group group) {
        return new PortChoice.Open(
                ports(group, PortRole.FIREWALL), ports(group, PortRole.RELAY), ports(group, PortRole.FALLBACK));
    }

    private static List<Integer> ports(Group group, PortRole role) {
        return group.endpoints().stream()
                .filter(endpoint -> role.is(endpoint.role()))
                .map(Endpoint::address)
                .flatMap(Optional::stream)
                .map(java.net.InetSocketAddress::getPort)
                .toList();
    }

    private void restore(SessionState state) {
        if (!state.schema().equals(SCHEMA)
                || state.version() != VERSION
                || state.parts().size() != 2) {
            throw new StateRefusedException("A state " + state.schema() + " of version " + state.version()
                    + " came; only " + SCHEMA + " of version " + VERSION + " can be read.");
        }
        try {
            work.tickets().restore(TicketState.read(bytes(state.parts().get(0))));
            StandingState.read(bytes(state.parts().get(1)), work.standings());
        } catch (IOException | IllegalArgumentException e) {
            throw new StateRefusedException("The state " + SCHEMA + " is damaged: " + e);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
        String role = connection.endpoint().role();
        if (role.equals(Servers.PLAIN) || role.equals(Servers.SECURE)) {
            return work.servers().open(connection);
        }
        if (role.equals(Programs.ROLE)) {
            return work.programs().open(connection);
        }
        if (role.equals(Bounce.ROLE)) {
            return new Bounce(connection);
        }
        return new FirewallHandler(
                connection, work.tickets(), work::join, () -> work.settings().firewall(), work.clock());
    }

    @Override
    public void handle(HttpExchange exchange) {
        front.handle(exchange);
    }

    @Override
    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        return CompletableFuture.completedFuture(Optional.of(new SessionState(
                SCHEMA,
                VERSION,
                List.of(
                        ByteBuffer.wrap(TicketState.write(
                                work.tickets().unused(work.clock().millis()))),
                        ByteBuffer.wrap(StandingState.write(work.standings()))))));
    }

    @Override
    public void detached() {
        serving = false;
        work.servers().forget();
    }
}
