package io.fairlead.dispatcher.descriptor;

import java.util.Locale;
import java.util.Set;

/**
 * How a generation of clients reads descriptors. An older parser that meets a tag which it does not know drops the
 * entry, or what follows the tag, or ends its program; so each gets only what it can take.
 */
public enum Dialect {
    /** Client-Revision 6.x: plain tags only; an entry that needs another one is withheld. */
    REVISION_6,
    /** Client-Revision 7.x of the C Toolkit: no {@code A=}; HTTP and NCBID entries end the program that gets them. */
    C_TOOLKIT,
    /** Client-Revision 7.x of the C++ Toolkit, and whoever is unknown: everything, in canonical order. */
    CURRENT;

    private static final Set<ServerType> FATAL =
            Set.of(ServerType.NCBID, ServerType.HTTP, ServerType.HTTP_GET, ServerType.HTTP_POST);
    private static final double SMALL = 0.01;

    /**
     * Returns whether its clients can take a server.
     *
     * @param accepted the types that the client asked for
     */
    public boolean takes(Descriptor server, Set<ServerType> accepted) {
        return switch (this) {
            case REVISION_6 -> !server.secure() && server.host().indexOf(':') < 0;
            case C_TOOLKIT -> !FATAL.contains(server.type()) || (!accepted.isEmpty() && FATAL.containsAll(accepted));
            case CURRENT -> true;
        };
    }

    /** Returns whether its clients understand a ticket that ends in {@code $}. */
    public boolean takesSecureTickets() {
        return this == CURRENT;
    }

    /** Returns the descriptor's text. */
    public String text(Descriptor server) {
        boolean all = this == CURRENT;
        boolean seven = this != REVISION_6;
        StringBuilder out = new StringBuilder(96).append(server.type().name());
        address(server, out);
        if (server.type() == ServerType.NCBID) {
            out.append(' ').append(server.args().isEmpty() ? "''" : server.args());
        } else if (!server.args().isEmpty()) {
            out.append(' ').append(server.args());
        }
        if (all && server.blast()) {
            out.append(" A=B");
        }
        if (seven && server.bonus() != 0) {
            out.append(" B=");
            decimal(out, server.bonus(), 2);
        }
        if (!server.contentType().isEmpty()) {
            out.append(" C=").append(server.contentType());
        }
        if (seven && !server.virtualHost().isEmpty()) {
            out.append(" H=").append(server.virtualHost());
        }
        out.append(server.localOnly() ? " L=yes" : " L=no");
        if (seven && server.hidden()) {
            out.append(" P=yes");
        }
        out.append(" R=");
        decimal(out, server.rate(), Math.abs(server.rate()) < SMALL ? 3 : 2);
        if (server.type().hasState()) {
            out.append(server.stateful() ? " S=yes" : " S=no");
        }
        if (seven && server.secure()) {
            out.append(" $=yes");
        }
        if (server.time() > 0) {
            out.append(" T=").append(server.time());
        }
        if (seven && server.crossesZones()) {
            out.append(" X=yes");
        }
        return out.toString();
    }

    private static void address(Descriptor server, StringBuilder out) {
        boolean port = server.port() != 0 || server.type() != ServerType.DNS;
        if (server.host().isEmpty() && !port) {
            return;
        }
        out.append(' ');
        if (server.host().indexOf(':') >= 0) {
            out.append('[').append(server.host()).append(']');
        } else {
            out.append(server.host());
        }
        if (port) {
            out.append(':').append(server.port());
        }
    }

    private static void decimal(StringBuilder out, double value, int digits) {
        double hundredfold = value * 100;
        if (digits == 2 && value >= 0 && hundredfold == Math.rint(hundredfold)) {
            long hundredths = (long) hundredfold;
            out.append(hundredths / 100).append('.');
            out.append((char) ('0' + hundredths / 10 % 10)).append((char) ('0' + hundredths % 10));
        } else {
            out.append(String.format(Locale.ROOT, digits == 2 ? "%.2f" : "%.3f", value));
        }
    }
}
