package io.fairlead.dispatcher.serve;

import io.fairlead.dispatcher.balance.Choice;
import io.fairlead.dispatcher.balance.Standings;
import io.fairlead.dispatcher.descriptor.ServerType;
import io.fairlead.dispatcher.dispatch.DispatchRequest;
import io.fairlead.dispatcher.dispatch.Resolver;
import io.fairlead.dispatcher.firewall.PortChoice;
import io.fairlead.dispatcher.firewall.Ticket;
import io.fairlead.dispatcher.firewall.Tickets;
import io.fairlead.dispatcher.link.Backend;
import io.fairlead.dispatcher.link.Servers;
import io.fairlead.dispatcher.ncbid.Program;
import io.fairlead.dispatcher.ncbid.Programs;
import io.fairlead.dispatcher.registry.ServerEntry;
import io.fairlead.dispatcher.settings.DispatcherSettings;
import io.fairlead.platform.log.RepeatLog;
import io.fairlead.transport.Connection;
import io.fairlead.transport.Group;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What all requests of one dispatcher share: the registry in force, states, tickets, and the ways to servers. */
public final class Work {
    private final Counters counters = new Counters();
    private final Servers servers = new Servers();
    private final PortChoice portChoice = new PortChoice();
    private final Relays relays = new Relays();
    private final Standings standings;
    private final Tickets tickets;
    private final Programs programs;
    private final Choice choice;
    private final Clock clock;
    private final RepeatLog log;
    private volatile DispatcherSettings settings;
    private volatile Resolver resolver;
    private volatile @Nullable Group group;
    private volatile PortChoice.Open open = PortChoice.Open.NONE;

    /**
     * @param parts what is made outside
     * @param settings the first settings
     * @param resolver of their registry
     */
    public Work(Parts parts, DispatcherSettings settings, Resolver resolver) {
        this.standings = parts.standings();
        this.tickets = parts.tickets();
        this.programs = parts.programs();
        this.choice = parts.choice();
        this.clock = parts.clock();
        this.log = parts.log();
        this.settings = settings;
        this.resolver = resolver;
    }

    /**
     * What is made outside.
     *
     * @param standings how servers do
     * @param tickets the unused ones
     * @param programs starts programs
     * @param choice chooses servers
     * @param clock tells the time
     * @param log of failures that repeat
     */
    public record Parts(
            Standings standings, Tickets tickets, Programs programs, Choice choice, Clock clock, RepeatLog log) {}

    /** Takes changed settings up. */
    public void update(DispatcherSettings changed, Resolver changedResolver) {
        settings = changed;
        resolver = changedResolver;
    }

    /** Takes the group that is served, and the firewall ports that it has. */
    public void serve(Group served, PortChoice.Open ports) {
        group = served;
        open = ports;
    }

    DispatcherSettings settings() {
        return settings;
    }

    /** Returns what decides which servers are shown. */
    public Resolver resolver() {
        return resolver;
    }

    /** Returns what has happened. */
    public Counters counters() {
        return counters;
    }

    /** Returns the tickets. */
    public Tickets tickets() {
        return tickets;
    }

    /** Returns how servers do. */
    public Standings standings() {
        return standings;
    }

    /** Returns the programs. */
    public Programs programs() {
        return programs;
    }

    /** Returns the ways to servers. */
    public Servers servers() {
        return servers;
    }

    /** Returns how many connections are joined. */
    public int relays() {
        return relays.open();
    }

    Choice choice() {
        return choice;
    }

    Clock clock() {
        return clock;
    }

    PortChoice portChoice() {
        return portChoice;
    }

    /** Returns the firewall ports that are open. */
    public PortChoice.Open open() {
        return open;
    }

    /** Returns the group. */
    public Group group() {
        Group present = group;
        if (present == null) {
            throw new IllegalStateException("the dispatcher has no ports yet");
        }
        return present;
    }

    /** Connects to a server for a stateless request, or starts its program. */
    CompletionStage<Backend> connect(ServerEntry server, DispatchRequest request) {
        if (server.descriptor().type() == ServerType.NCBID) {
            return start(
                    server,
                    new Program(
                            server.launcher().orElse(""),
                            server.service(),
                            request.caller().address(),
                            request.platform(),
                            request.query()));
        }
        return server.target()
                .map(target -> servers.connect(
                        group(),
                        target,
                        server.descriptor().secure(),
                        settings.firewall().connectTimeout()))
                .orElseGet(() -> failed("it has no address"));
    }

    private CompletionStage<Backend> start(ServerEntry server, Program program) {
        Optional<InetSocketAddress> port = group().endpoints().stream()
                .filter(each -> each.role().equals(Programs.ROLE))
                .flatMap(each -> each.address().stream())
                .findFirst();
        if (server.launcher().isEmpty() || port.isEmpty()) {
            return failed("the registry has no command for it");
        }
        return programs.start(program, port.get().getPort(), settings.firewall().connectTimeout());
    }

    /** Makes the connection that a ticket is for, and joins it to the client's. */
    CompletionStage<Void> join(Ticket ticket, Connection client) {
        Optional<ServerEntry> server = resolver.registry().servers().stream()
                .filter(each -> each.key().equals(ticket.server()))
                .findFirst();
        if (server.isEmpty()) {
            return failed("the registry does not have it any more");
        }
        if (relays.of(ticket.server()) >= settings.firewall().maxRelaysPerServer()) {
            return joinFailed(server.get(), new IOException("max-relays-per-server is reached"));
        }
        CompletionStage<Backend> made = ticket.program()
                ? start(
                        server.get(),
                        new Program(
                                server.get().launcher().orElse(""),
                                ticket.service(),
                                ticket.client(),
                                ticket.platform(),
                                ""))
                : servers.connect(
                        group(), ticket.target(), false, settings.firewall().connectTimeout());
        CompletableFuture<Void> joined = new CompletableFuture<>();
        made.whenComplete((backend, failure) -> {
            if (failure != null) {
                connectFailed(server.get(), failure);
                joined.completeExceptionally(failure);
            } else {
                join(ticket, client, backend, joined);
            }
        });
        return joined;
    }

    private void join(Ticket ticket, Connection client, Backend backend, CompletableFuture<Void> joined) {
        try {
            relays.add(ticket.server(), group().relay(client, backend.connection()));
            counters.joined.increment();
            joined.complete(null);
        } catch (RuntimeException clientHasGone) {
            backend.connection().abort();
            joined.completeExceptionally(clientHasGone);
        }
    }

    private CompletionStage<Void> joinFailed(ServerEntry server, Exception why) {
        connectFailed(server, why);
        return CompletableFuture.failedFuture(why);
    }

    private static <T> CompletionStage<T> failed(String why) {
        return CompletableFuture.failedFuture(new IOException(why));
    }

    /** Counts a server that could not be reached, and says so once. */
    void connectFailed(ServerEntry server, Throwable failure) {
        counters.connectFailures.increment();
        log.warn(
                "connect " + server.key(),
                server.service() + " (" + server.place() + ") cannot be reached: " + reason(failure));
    }

    static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }
}
