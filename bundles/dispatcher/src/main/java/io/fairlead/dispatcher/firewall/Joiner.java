package io.fairlead.dispatcher.firewall;

import io.fairlead.transport.Connection;
import java.util.concurrent.CompletionStage;

/** Makes the connection that a ticket is for. */
@FunctionalInterface
public interface Joiner {
    /**
     * Connects to the ticket's server, or starts its program, and joins both connections. The client's is not read until
     * then.
     *
     * @param ticket a ticket that has been taken
     * @param client the client's connection; its bytes behind the ticket have not been read
     * @return completes when they are joined; exceptionally with a sentence that says why they are not
     */
    CompletionStage<Void> join(Ticket ticket, Connection client);
}
