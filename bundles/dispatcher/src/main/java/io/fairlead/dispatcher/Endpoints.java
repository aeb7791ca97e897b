package io.fairlead.dispatcher;

import io.fairlead.dispatcher.link.Servers;
import io.fairlead.dispatcher.ncbid.Programs;
import io.fairlead.dispatcher.registry.ServerEntry;
import io.fairlead.dispatcher.serve.Bounce;
import io.fairlead.dispatcher.serve.PortRole;
import io.fairlead.dispatcher.settings.DispatcherSettings;
import io.fairlead.dispatcher.settings.EndpointSettings;
import io.fairlead.platform.health.Part;
import io.fairlead.transport.Cidr;
import io.fairlead.transport.Endpoint;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.EndpointSpec.Kind;
import io.fairlead.transport.Group;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.PortRange;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The endpoints of one dispatcher. */
final class Endpoints {
    private Endpoints() {}

    /**
     * Returns what the dispatcher asks of the transport.
     *
     * @param https the TLS port's options
     * @param without firewall ports that somebody else has
     */
    static GroupSpec spec(
            String pid, DispatcherSettings settings, Optional<EndpointOptions> https, Set<Integer> without) {
        List<EndpointSpec> all = new ArrayList<>();
        EndpointSettings options = settings.endpoints();
        all.add(new EndpointSpec(
                "http", Kind.HTTP, PortRange.exactly(settings.port()), options.http(), "look-ups over HTTP"));
        if (settings.tlsPort().isPresent() && https.isPresent()) {
            all.add(new EndpointSpec(
                    "https",
                    Kind.HTTP,
                    PortRange.exactly(settings.tlsPort().getAsInt()),
                    https.get(),
                    "look-ups over TLS"));
        }
        Set<Integer> taken = new HashSet<>(without);
        ports(all, PortRole.FIREWALL, settings.firewall().official(), taken, options.firewall());
        ports(all, PortRole.RELAY, settings.firewall().relay(), taken, options.firewall());
        ports(all, PortRole.FALLBACK, settings.firewall().fallback(), taken, options.firewall());
        settings.bouncePort()
                .ifPresent(port -> all.add(new EndpointSpec(
                        Bounce.ROLE,
                        Kind.LISTENER,
                        PortRange.exactly(port),
                        options.server(),
                        "answers with what it gets, for trying clients")));
        PortRange any = PortRange.exactly(0);
        all.add(new EndpointSpec(
                Servers.PLAIN, Kind.CONNECTOR, any, options.server(), "connections to registered servers"));
        all.add(new EndpointSpec(
                Servers.SECURE, Kind.CONNECTOR, any, options.secureServer(), "TLS connections to registered servers"));
        if (settings.registry().servers().stream().map(ServerEntry::launcher).anyMatch(Optional::isPresent)) {
            all.add(new EndpointSpec(
                    Programs.ROLE, Kind.LISTENER, any, loopback(), "input and output of NCBID's programs"));
        }
        return new GroupSpec(pid, all);
    }

    private static void ports(
            List<EndpointSpec> all, PortRole role, List<Integer> ports, Set<Integer> taken, EndpointOptions options) {
        for (int port : ports) {
            if (taken.add(port)) {
                all.add(new EndpointSpec(
                        role.of(port),
                        Kind.LISTENER,
                        PortRange.exactly(port),
                        options,
                        switch (role) {
                            case FIREWALL -> "firewall daemon, for clients in firewall mode";
                            case RELAY -> "firewall daemon, for outside clients";
                            case FALLBACK -> "firewall daemon, where official ports are blocked";
                        }));
            }
        }
    }

    private static EndpointOptions loopback() {
        EndpointOptions defaults = EndpointOptions.DEFAULT;
        return new EndpointOptions(
                Optional.of("127.0.0.1"),
                Optional.of(List.of(Cidr.parse("127.0.0.1"))),
                Optional.empty(),
                defaults.maxConnections(),
                defaults.maxConnectionsPerAddress(),
                defaults.whenFull(),
                defaults.idleTimeout(),
                defaults.halfMessageTimeout(),
                defaults.writeBufferLow(),
                defaults.writeBufferHigh(),
                defaults.maxUnread());
    }

    /**
     * Tells operators where the dispatcher is reached. The transport has told them each port; the daemon's ports of a
     * kind become one line, and those that nobody connects to from outside none.
     *
     * @param told the roles that were told before
     * @return the roles that are told now
     */
    static Set<String> tell(Part part, Group group, Set<String> told) {
        Set<String> roles = new HashSet<>();
        group.endpoints().forEach(endpoint -> endpoint.address()
                .filter(at ->
                        endpoint.role().startsWith("http") || endpoint.role().equals(Bounce.ROLE))
                .ifPresent(at -> {
                    roles.add(endpoint.role());
                    part.endpoint(
                            endpoint.role(),
                            (endpoint.role().equals(Bounce.ROLE) ? "tcp" : endpoint.role()) + " " + text(at),
                            note(at));
                }));
        for (PortRole role : PortRole.values()) {
            List<InetSocketAddress> ports = group.endpoints().stream()
                    .filter(endpoint -> role.is(endpoint.role()))
                    .flatMap(endpoint -> endpoint.address().stream())
                    .toList();
            if (!ports.isEmpty()) {
                String name = role.of(0).replace(".0", "");
                roles.add(name);
                String host = ports.get(0).getAddress().getHostAddress();
                part.endpoint(
                        name,
                        "tcp " + host + ":"
                                + ranges(ports.stream()
                                        .map(InetSocketAddress::getPort)
                                        .sorted()
                                        .toList()),
                        note(ports.get(0)));
            }
        }
        group.endpoints().stream()
                .map(Endpoint::role)
                .filter(role -> !roles.contains(role))
                .forEach(part::endpointClosed);
        told.stream().filter(role -> !roles.contains(role)).forEach(part::endpointClosed);
        return roles;
    }

    private static String ranges(List<Integer> ports) {
        List<int[]> ranges = new ArrayList<>();
        for (int port : ports) {
            int[] last = ranges.isEmpty() ? new int[] {-1, -1} : ranges.get(ranges.size() - 1);
            if (port == last[1] + 1) {
                last[1] = port;
            } else {
                ranges.add(new int[] {port, port});
            }
        }
        return ranges.stream()
                .map(range -> range[0] == range[1] ? "" + range[0] : range[0] + "-" + range[1])
                .collect(Collectors.joining(","));
    }

    private static String text(InetSocketAddress at) {
        String host = at.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort();
    }

    private static String note(InetSocketAddress at) {
        return at.getAddress().isLoopbackAddress() ? "loopback only" : "";
    }
}
