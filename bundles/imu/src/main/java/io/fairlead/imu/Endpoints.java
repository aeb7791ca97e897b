package io.fairlead.imu;

import io.fairlead.imu.settings.ImuSettings;
import io.fairlead.platform.health.Part;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.Group;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.PortRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ports of one server (the IMu API's FAQ, "What ports does IMu use?"). */
final class Endpoints {
    /** The role of the admin port. */
    static final String ADMIN = "admin";

    private Endpoints() {}

    /**
     * Returns what the server asks of the transport: the main port, and for each process, in their order, the first
     * free port from reconnect-port upwards.
     *
     * @param processes the numbers of those that serve and those that drain
     */
    static GroupSpec spec(String pid, ImuSettings settings, List<Integer> processes) {
        List<EndpointSpec> endpoints = new ArrayList<>();
        endpoints.add(new EndpointSpec(
                "main",
                EndpointSpec.Kind.LISTENER,
                PortRange.exactly(settings.mainPort()),
                settings.main(),
                "main-port of all IMu processes"));
        for (int process : processes) {
            endpoints.add(new EndpointSpec(
                    "reconnect." + process,
                    EndpointSpec.Kind.LISTENER,
                    PortRange.from(settings.reconnectPort()),
                    settings.reconnect(),
                    "reconnection port of IMu process " + process));
        }
        if (settings.operation().adminPort() > 0) {
            endpoints.add(new EndpointSpec(
                    ADMIN,
                    EndpointSpec.Kind.LISTENER,
                    PortRange.from(settings.operation().adminPort()),
                    settings.operation().admin(),
                    "admin port of the IMu server"));
        }
        return new GroupSpec(pid, endpoints);
    }

    /**
     * Tells operators where the server is reached.
     *
     * @param told the roles that were told before
     * @return the roles that are told now
     */
    static Set<String> tell(Part part, Group group, Set<String> told) {
        Set<String> roles = new HashSet<>();
        group.endpoints().forEach(endpoint -> endpoint.address().ifPresent(address -> {
            roles.add(endpoint.role());
            part.endpoint(
                    endpoint.role(),
                    "tcp " + address.getAddress().getHostAddress() + ":" + address.getPort(),
                    address.getAddress().isLoopbackAddress() ? "loopback only" : "");
        }));
        told.stream().filter(role -> !roles.contains(role)).forEach(part::endpointClosed);
        return roles;
    }
}
