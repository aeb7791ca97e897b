package io.fairlead.gateway.engine;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What operators may look at; a copy of the present state.
 *
 * @param handlers every handler
 * @param servers in client mode, every server that was called
 * @param clients how many the gateway environment file has; 0 in the shared method
 * @param connected open connections
 * @param inFlight services' requests that wait for a peer's reply
 * @param waiting services' requests that wait for an idle connection
 * @param suspended what an operator has suspended
 */
public record GatewayView(
        List<HandlerLine> handlers,
        List<ServerLine> servers,
        int clients,
        int connected,
        int inFlight,
        int waiting,
        Set<String> suspended) {
    /**
     * A handler.
     *
     * @param number from 1
     * @param connections open ones
     * @param idle those to which a request can be sent now
     * @param calls peers' requests that are with services now
     * @param waiting peers' requests that wait for one of those to end (CPC)
     */
    public record HandlerLine(int number, int connections, int idle, int calls, int waiting) {}

    /**
     * A server in client mode.
     *
     * @param id its ID; {@code -} for the single one
     * @param connections open ones
     * @param dialing being made
     * @param failures in a row
     * @param nextTry how long until the next attempt; zero: now, or when it is called
     */
    public record ServerLine(String id, int connections, int dialing, int failures, Duration nextTry) {}

    /**
     * A connection.
     *
     * @param slot handler and number, such as {@code 1.0}
     * @param generation which connection it is in that slot
     * @param client its ID; {@code -} in the shared method
     * @param peer its address
     * @param state idle, busy or closing
     * @param inFlight services' requests that wait for its reply
     */
    public record ConnectionLine(
            String slot, long generation, String client, InetSocketAddress peer, String state, int inFlight) {}
}
