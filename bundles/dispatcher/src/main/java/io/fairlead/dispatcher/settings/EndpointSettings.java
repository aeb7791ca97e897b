package io.fairlead.dispatcher.settings;

import io.fairlead.transport.EndpointOptions;
import java.util.List;

/**
 * What each kind of endpoint is told.
 *
 * @param http the port without encryption
 * @param https the port with TLS
 * @param tlsProtocols the versions of TLS that the port offers; 1.2 alone unless told otherwise, since clients of 2017
 *     break on the tickets of 1.3, and those of 2021 where tickets are agreed on and not sent
 * @param firewall the ports of the firewall daemon
 * @param server connections to servers
 * @param secureServer connections to servers that speak TLS
 */
public record EndpointSettings(
        EndpointOptions http,
        EndpointOptions https,
        List<String> tlsProtocols,
        EndpointOptions firewall,
        EndpointOptions server,
        EndpointOptions secureServer) {
    public EndpointSettings {
        tlsProtocols = List.copyOf(tlsProtocols);
    }
}
