package io.fairlead.dispatcher.serve;

import java.util.Locale;

/** What a port of the firewall daemon is for; the port's number is part of its role's name. */
public enum PortRole {
    /** For clients in firewall mode. */
    FIREWALL,
    /** For outside clients that do not know of the firewall. */
    RELAY,
    /** For firewall clients that could not reach an official one. */
    FALLBACK;

    /** Returns the endpoint's role of a port. */
    public String of(int port) {
        return name().toLowerCase(Locale.ROOT) + "." + port;
    }

    /** Returns whether an endpoint's role is of this kind. */
    public boolean is(String role) {
        return role.startsWith(name().toLowerCase(Locale.ROOT) + ".");
    }
}
