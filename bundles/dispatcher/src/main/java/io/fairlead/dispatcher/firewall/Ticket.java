package io.fairlead.dispatcher.firewall;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * The right to one connection.
 *
 * @param number what the client shows; never 0
 * @param service the service's name
 * @param server the registry's key of the server
 * @param target where the connection goes; for a program that is to be started, the NCBID entry's address
 * @param program whether a program is to be started instead
 * @param client the address that it was given to
 * @param platform what the client said of its platform; empty: nothing
 * @param expiresAt milliseconds since 1970
 */
public record Ticket(
        int number,
        String service,
        String server,
        InetSocketAddress target,
        boolean program,
        InetAddress client,
        String platform,
        long expiresAt) {
    /** Returns the number as Connection-Info carries it. */
    public String text() {
        return String.format(Locale.ROOT, "%08X", number);
    }

    Ticket numbered(int newNumber) {
        return new Ticket(newNumber, service, server, target, program, client, platform, expiresAt);
    }
}
