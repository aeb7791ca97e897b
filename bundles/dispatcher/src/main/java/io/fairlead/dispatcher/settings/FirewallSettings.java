package io.fairlead.dispatcher.settings;

import java.time.Duration;
import java.util.List;

/**
 * The settings of the firewall daemon.
 *
 * @param official {@code firewall-ports}: for clients in firewall mode
 * @param relay {@code relay-ports}: for outside clients that do not know of the firewall
 * @param fallback {@code fallback-ports}: for those that could not reach an official one
 * @param advertise {@code advertise-address}: the addresses that are told to clients, in turn; none: the one that the
 *     ports are bound to
 * @param strictAddress {@code ticket-address}: a ticket is good from the address alone that it was given to
 * @param ticketLife {@code ticket-life}
 * @param maxTickets {@code max-tickets}: unused at the same time
 * @param maxTicketsPerAddress {@code max-tickets-per-address}: the same for one client's address
 * @param failures {@code ticket-failures}: bad tickets of one address within a minute, after which it gets nothing
 * @param refusalDelay {@code refusal-delay}: from a refusal's cause to its text, the same for all causes
 * @param ticketTimeout {@code ticket-timeout}: how long a connection may be silent before its ticket
 * @param connectTimeout {@code connect-timeout}: how long a connection to a server may take
 * @param maxRelaysPerServer {@code max-relays-per-server}: joined connections of one server
 */
public record FirewallSettings(
        List<Integer> official,
        List<Integer> relay,
        List<Integer> fallback,
        List<String> advertise,
        boolean strictAddress,
        Duration ticketLife,
        int maxTickets,
        int maxTicketsPerAddress,
        int failures,
        Duration refusalDelay,
        Duration ticketTimeout,
        Duration connectTimeout,
        int maxRelaysPerServer) {
    public FirewallSettings {
        official = List.copyOf(official);
        relay = List.copyOf(relay);
        fallback = List.copyOf(fallback);
        advertise = List.copyOf(advertise);
    }
}
