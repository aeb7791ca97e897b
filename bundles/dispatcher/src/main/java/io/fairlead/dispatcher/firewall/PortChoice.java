package io.fairlead.dispatcher.firewall;

import io.fairlead.dispatcher.dispatch.DispatchRequest;
import io.fairlead.dispatcher.dispatch.FirewallPorts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Which port a client is sent to: firewall clients to official ones, and to fallback ones when those have failed;
 * others to relay ones; in turn.
 */
public final class PortChoice {
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * The ports that are open.
     *
     * @param official for firewall clients
     * @param relay for clients that do not know of the firewall
     * @param fallback for firewall clients that could not reach an official one
     */
    public record Open(List<Integer> official, List<Integer> relay, List<Integer> fallback) {
        /** No port is open. */
        public static final Open NONE = new Open(List.of(), List.of(), List.of());

        public Open {
            official = List.copyOf(official);
            relay = List.copyOf(relay);
            fallback = List.copyOf(fallback);
        }

        /** Returns whether there is a port for clients that do not know of the firewall. */
        public boolean forOutside() {
            return !relay.isEmpty() || !official.isEmpty();
        }
    }

    /** Returns the port for a request; nothing where none of those that the client can reach is open. */
    public Optional<Integer> choose(DispatchRequest request, Open open) {
        List<Integer> ports = ports(request, open);
        return ports.isEmpty()
                ? Optional.empty()
                : Optional.of(ports.get(Math.floorMod(turn.getAndIncrement(), ports.size())));
    }

    private static List<Integer> ports(DispatchRequest request, Open open) {
        FirewallPorts wanted = request.ports();
        if (wanted.kind() == FirewallPorts.Kind.LISTED) {
            return Stream.of(open.official(), open.fallback(), open.relay())
                    .flatMap(List::stream)
                    .filter(wanted.ports()::contains)
                    .toList();
        }
        if (wanted.kind() == FirewallPorts.Kind.OFFICIAL) {
            return open.official();
        }
        if (request.firewallFailed() && !open.fallback().isEmpty()) {
            return open.fallback();
        }
        if (!request.firewall() && !open.relay().isEmpty()) {
            return open.relay();
        }
        return open.official();
    }
}
