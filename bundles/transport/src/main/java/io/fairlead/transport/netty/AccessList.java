package io.fairlead.transport.netty;

import io.fairlead.transport.Cidr;
import io.fairlead.transport.EndpointOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who may connect.
 *
 * @param blocks the blocks of addresses
 */
public record AccessList(List<Cidr> blocks) {
    /** Returns an endpoint's own list, or the platform's. */
    public static AccessList of(EndpointOptions options, TransportSettings settings) {
        return new AccessList(options.allow().orElse(settings.allow()));
    }

    /** Returns whether this peer may connect. */
    public boolean allows(InetAddress peer) {
        for (Cidr block : blocks) {
            if (block.contains(peer)) {
                return true;
            }
        }
        return false;
    }

    /** Returns what a reader of the endpoint table should know. */
    public String note(InetAddress bound) {
        if (bound.isLoopbackAddress()) {
            return "loopback only; set host and allow to expose";
        }
        boolean loopbackOnly =
                blocks.stream().allMatch(block -> block.toString().matches("127\\..*|::1.*|loopback"));
        return loopbackOnly
                ? "only loopback is allowed; set allow to expose"
                : "open to " + blocks.stream().map(Cidr::toString).collect(Collectors.joining(", "));
    }
}
