package io.fairlead.dispatcher.settings;

import io.fairlead.dispatcher.registry.Registry;
import io.fairlead.transport.Cidr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of one dispatcher.
 *
 * @param port {@code port}: HTTP, for clients up to 2012, browsers and tools
 * @param tlsPort {@code tls-port}: HTTP over TLS, for clients from 2017 on; nothing: none
 * @param bouncePort {@code bounce-port}: a TCP server that answers with what it gets, for trying clients; nothing: none
 * @param registryFile {@code registry}: the file, as written; nothing: none
 * @param registry what it says
 * @param localAddress {@code local-address}: the address of registry servers without a host
 * @param inside {@code inside}: clients that see local servers, and whose Client-Host is believed
 * @param statelessTimeout {@code stateless-timeout}: without a byte from a server that answers a stateless request
 * @param firewall the firewall daemon
 * @param balance checks and balancing
 * @param ncbid programs
 * @param endpoints sockets
 */
public record DispatcherSettings(
        int port,
        OptionalInt tlsPort,
        OptionalInt bouncePort,
        Optional<String> registryFile,
        Registry registry,
        String localAddress,
        List<Cidr> inside,
        Duration statelessTimeout,
        FirewallSettings firewall,
        BalanceSettings balance,
        NcbidSettings ncbid,
        EndpointSettings endpoints) {
    public DispatcherSettings {
        inside = List.copyOf(inside);
    }
}
