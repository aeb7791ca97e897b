package io.fairlead.transport;

import java.util.Objects;

/**
 * One endpoint that a protocol asks for.
 *
 * @param role its name within the group, lower case with hyphens and dots, such as {@code main} or {@code reconnect.2}
 * @param kind what it is
 * @param ports the ports that will do; of no meaning for {@link Kind#CONNECTOR}
 * @param options access, limits and time-outs
 * @param reason why it is there, one phrase for the port ledger, such as {@code reconnection port of process 2}
 */
public record EndpointSpec(String role, Kind kind, PortRange ports, EndpointOptions options, String reason) {
    /** What an endpoint is. */
    public enum Kind {
        /** Accepts TCP connections. */
        LISTENER,
        /** Makes TCP connections, see {@link Endpoint#connect}. */
        CONNECTOR,
        /** Sends and takes datagrams. */
        DATAGRAM,
        /** Accepts HTTP/1.0 and 1.1. */
        HTTP
    }

    public EndpointSpec {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(ports, "ports");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(reason, "reason");
    }
}
