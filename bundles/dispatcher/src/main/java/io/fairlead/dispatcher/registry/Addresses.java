package io.fairlead.dispatcher.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Looks hosts up, once for each registry that is read. */
@FunctionalInterface
public interface Addresses {
    /** Returns a host's address; nothing where it has none. */
    Optional<InetAddress> of(String host);

    /**
     * The system's resolver. A name (not a number) may not lead to an address that no server of a registry can mean: a
     * link-local one, a group's, or "any".
     */
    static Addresses system() {
        return host -> {
            try {
                InetAddress address = InetAddress.getByName(host);
                boolean number = host.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
                boolean nobody = address.isAnyLocalAddress() || address.isMulticastAddress();
                return nobody || (!number && address.isLinkLocalAddress()) ? Optional.empty() : Optional.of(address);
            } catch (UnknownHostException unknown) {
                return Optional.empty();
            }
        };
    }
}
