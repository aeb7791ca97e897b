package io.fairlead.dispatcher.dispatch;

import io.fairlead.dispatcher.descriptor.Descriptor;
import io.fairlead.dispatcher.registry.Dependency;
import io.fairlead.dispatcher.registry.ServerEntry;

/** Servers by their address. */
final class Reverse {
    private Reverse() {}

    /** Returns whether {@code host[:port]} means a server. */
    static boolean means(String address, Descriptor server) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        String port = colon < 0 ? "" : address.substring(colon + 1);
        return (host.isEmpty() || host.equalsIgnoreCase(server.host()))
                && (port.isEmpty() || port.equals(String.valueOf(server.port())));
    }

    static String text(Dependency dependency, ServerEntry server) {
        String host = dependency.host().isEmpty() ? "" : " at " + dependency.host();
        String port = dependency.port() == 0 ? "" : ":" + dependency.port();
        return (dependency.service().isEmpty() ? server.service() : dependency.service())
                + host
                + port
                + (dependency.negated() ? " to be down" : "");
    }
}
