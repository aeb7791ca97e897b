package io.fairlead.dispatcher.settings;

import io.fairlead.transport.EndpointOptions;

/**
 * What each kind of endpoint is told.
 *
 * @param http the port without encryption
 * @param https the port with TLS
 * @param firewall the ports of the firewall daemon
 * @param server connections to servers
 * @param secureServer connections to servers that speak TLS
 */
public record EndpointSettings(
        EndpointOptions http,
        EndpointOptions https,
        EndpointOptions firewall,
        EndpointOptions server,
        EndpointOptions secureServer) {}
