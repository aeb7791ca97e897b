package io.fairlead.dispatcher.dispatch;

import io.fairlead.dispatcher.descriptor.Descriptor;
import io.fairlead.dispatcher.descriptor.Dialect;
import io.fairlead.dispatcher.descriptor.ServerType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a client asks for.
 *
 * @param service the service's name, or a mask with {@code ? * [}
 * @param userArgs the query's other arguments as written, without service, address and platform
 * @param query the whole query as written
 * @param platform the client's platform; empty: not said
 * @param caller who asks
 * @param dialect how the client reads descriptors
 * @param secureTickets whether it understands tickets that end in {@code $}
 * @param accepted the types it asks for; empty: any but DNS
 * @param firewall whether it is behind a firewall and wants tickets
 * @param mode what Dispatch-Mode says
 * @param stateful whether it can keep a connection
 * @param reverse whether it wants names in the answer
 * @param skips what it does not want to see
 * @param used the server that it is about to use
 * @param ports what it says of its firewall
 * @param preference the server that it prefers
 * @param affinity the host that it prefers
 * @param count how many lines it wants; nothing: the default
 */
public record DispatchRequest(
        String service,
        String userArgs,
        String query,
        String platform,
        Caller caller,
        Dialect dialect,
        boolean secureTickets,
        Set<ServerType> accepted,
        boolean firewall,
        DispatchMode mode,
        boolean stateful,
        boolean reverse,
        List<Skip> skips,
        Optional<Skip> used,
        FirewallPorts ports,
        Optional<Preference> preference,
        Optional<Affinity> affinity,
        OptionalInt count) {
    public DispatchRequest {
        accepted = Set.copyOf(accepted);
        skips = List.copyOf(skips);
    }

    /** Returns whether the name is a mask. */
    public boolean wildcard() {
        return Mask.isMask(service);
    }

    /** Returns whether the answer's descriptors begin with the service's name. */
    public boolean named() {
        return wildcard() || reverse;
    }

    /** Returns whether a server's type is wanted. */
    public boolean accepts(ServerType type) {
        if (accepted.isEmpty()) {
            return type != ServerType.DNS;
        }
        return accepted.contains(type)
                || (type == ServerType.HTTP
                        && (accepted.contains(ServerType.HTTP_GET) || accepted.contains(ServerType.HTTP_POST)))
                || (type.isHttp() && accepted.contains(ServerType.HTTP));
    }

    /** Returns whether a FIREWALL entry that failed is among what the client skips. */
    public boolean firewallFailed() {
        return skips.stream().map(Skip::descriptor).anyMatch(each -> each.type() == ServerType.FIREWALL);
    }

    /** Returns the server as this client is to see it: behind the firewall where it, or the way to it, wants that. */
    public Descriptor shown(Descriptor server, boolean ticketsForOutside) {
        boolean hide = firewall
                ? server.type() != ServerType.DNS
                : server.type() == ServerType.STANDALONE && !caller.inside() && ticketsForOutside;
        return hide ? server.behindFirewall() : server;
    }
}
