package io.fairlead.transport;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What serves a group. One object for one binding. A method for a kind of endpoint that the group does not have is
 * never called.
 */
@ConsumerType
public interface Protocol {
    /**
     * Begins to serve the group, before any of its connections is opened. Nothing has been decided yet: a refusal or a
     * later abort ends with {@link #detached}.
     *
     * @param group the group
     * @param state what the last protocol left, where there was one
     * @throws StateRefusedException where the state's schema or version cannot be read
     */
    default void attach(Group group, Optional<SessionState> state) {}

    /**
     * Serves one TCP connection from now on; called on its event loop.
     *
     * @param connection the connection; its unread bytes follow as {@link ConnectionHandler#onData}
     * @param state what the last handler left, where there was one; else the connection is new
     * @return its handler
     * @throws StateRefusedException where the state cannot be read
     */
    default ConnectionHandler open(Connection connection, Optional<SessionState> state) {
        throw new UnsupportedOperationException("no connections are served here");
    }

    /**
     * Serves a UDP socket from now on; called on its event loop.
     *
     * @param port the socket
     * @param state what the last handler left, where there was one
     * @return its handler
     * @throws StateRefusedException where the state cannot be read
     */
    default DatagramHandler open(DatagramPort port, Optional<SessionState> state) {
        throw new UnsupportedOperationException("no datagrams are served here");
    }

    /** Answers one request to an HTTP endpoint that no {@link HttpRoute} takes; called on its event loop. */
    default void handle(HttpExchange exchange) {
        exchange.reply(404, "text/plain; charset=utf-8", "There is nothing at " + exchange.path() + ".\n");
    }

    /**
     * Goes on with a WebSocket that an exchange of this group's was upgraded to; called on its event loop.
     *
     * @param socket the socket
     * @param state what the last handler left
     * @return its handler
     * @throws StateRefusedException where the state cannot be read
     */
    default WebSocketHandler open(WebSocket socket, SessionState state) {
        throw new StateRefusedException("no WebSockets are taken over here");
    }

    /**
     * Gives the group's state. Called when reads have paused and every handler has answered its own {@code suspend}.
     *
     * @param request the time limit, and whether open work is to be cut short
     * @return the state, when all of the group's own work in flight has ended; nothing where there is none to keep
     */
    default CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** The swap was abandoned: goes on as if {@link #suspend} had not been called. */
    default void resume() {}

    /** The group is no longer this protocol's; everything that belongs to it must be let go. */
    default void detached() {}
}
