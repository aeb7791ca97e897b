package io.fairlead.dispatcher.firewall;

import io.fairlead.dispatcher.settings.FirewallSettings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The tickets that have not been used. They are the group's state and outlast a swap. From any thread. */
public final class Tickets {
    private final Supplier<FirewallSettings> settings;
    private final RandomGenerator random;
    private final Map<Integer, Ticket> unused = new LinkedHashMap<>();
    private final Map<InetAddress, Integer> perAddress = new HashMap<>();
    private final FailureBudget budget = new FailureBudget();
    private long issued;
    private long used;
    private long expired;
    private long refused;

    /**
     * @param settings limits and the tickets' life
     * @param random a source that nobody can foretell
     */
    public Tickets(Supplier<FirewallSettings> settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /**
     * Figures since the start.
     *
     * @param unused at present
     * @param issued given out
     * @param used shown and good
     * @param expired not shown in time
     * @param refused shown and not good
     */
    public record Figures(int unused, long issued, long used, long expired, long refused) {}

    /**
     * Gives a ticket out.
     *
     * @param wanted all but the number and the end of its life
     * @param now milliseconds since 1970
     * @throws TicketLimitException where there are too many unused ones
     */
    public synchronized Ticket issue(Ticket wanted, long now) throws TicketLimitException {
        expire(now);
        FirewallSettings limits = settings.get();
        int own = perAddress.getOrDefault(wanted.client(), 0);
        if (own >= limits.maxTicketsPerAddress()) {
            throw new TicketLimitException("There are " + own + " unused tickets of "
                    + wanted.client().getHostAddress() + "; use them, or wait "
                    + limits.ticketLife().toSeconds() + " s");
        }
        if (unused.size() >= limits.maxTickets()) {
            throw new TicketLimitException("There are too many unused tickets; try again in a moment");
        }
        int number = random.nextInt();
        while (number == 0 || unused.containsKey(number)) {
            number = random.nextInt();
        }
        Ticket ticket = wanted.numbered(number);
        keep(ticket);
        issued++;
        return ticket;
    }

    private void keep(Ticket ticket) {
        unused.put(ticket.number(), ticket);
        perAddress.merge(ticket.client(), 1, Integer::sum);
    }

    /**
     * Takes a ticket that a client shows. A good one is good once; one that is shown from another address stays good for
     * its owner. An address that has failed too often gets nothing for the rest of a minute.
     *
     * @param number as shown
     * @param from the client's address
     * @param now milliseconds since 1970
     * @return the ticket; nothing where it is refused, for whatever reason
     */
    public synchronized Optional<Ticket> redeem(int number, InetAddress from, long now) {
        expire(now);
        Ticket ticket = unused.get(number);
        boolean good = ticket != null
                && (!settings.get().strictAddress() || ticket.client().equals(from))
                && !budget.isSpent(from, settings.get().failures(), now);
        if (!good || ticket == null) {
            refused++;
            budget.failed(from, now);
            return Optional.empty();
        }
        unused.remove(number);
        forget(ticket);
        used++;
        return Optional.of(ticket);
    }

    /** Counts a connection that showed no ticket at all. */
    public synchronized void noTicket() {
        refused++;
    }

    /** Returns the unused ones, the oldest first. */
    public synchronized List<Ticket> unused(long now) {
        expire(now);
        return new ArrayList<>(unused.values());
    }

    /** Returns figures since the start. */
    public synchronized Figures figures() {
        return new Figures(unused.size(), issued, used, expired, refused);
    }

    /** Takes over what the last dispatcher left. */
    public synchronized void restore(List<Ticket> left) {
        left.stream().filter(ticket -> !unused.containsKey(ticket.number())).forEach(this::keep);
    }

    private void expire(long now) {
        Iterator<Ticket> oldest = unused.values().iterator();
        while (oldest.hasNext()) {
            Ticket ticket = oldest.next();
            if (ticket.expiresAt() > now) {
                return;
            }
            oldest.remove();
            forget(ticket);
            expired++;
        }
    }

    private void forget(Ticket ticket) {
        perAddress.computeIfPresent(ticket.client(), (who, count) -> count > 1 ? count - 1 : null);
    }
}
