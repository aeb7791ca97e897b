package io.fairlead.shell.command;

import io.fairlead.platform.log.Printable;
import io.fairlead.shell.CommandFailure;
import io.fairlead.transport.TransportView;
import io.fairlead.transport.TransportView.ConnectionEntry;
import io.fairlead.transport.TransportView.EndpointEntry;
import io.fairlead.transport.TransportView.PortEntry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What the transport has: ports, endpoints, connections. */
@Component(
        service = TransportCommands.class,
        property = {
            "osgi.command.scope=fairlead",
            "osgi.command.function=ports",
            "osgi.command.function=endpoints",
            "osgi.command.function=connections",
            "osgi.command.function=close"
        })
public final class TransportCommands {
    private static final int CONNECTIONS = 50;
    private static final Usage PORTS = new Usage("fairlead:ports", """
            Shows every port that was asked for: what was got, what was wanted, who asked for it and why,
            and what an operator should know of it.
            """, 0, 0);
    private static final Usage ENDPOINTS = new Usage("fairlead:endpoints", """
            Shows every endpoint with its state, open connections and what has passed since the start.
            A parked endpoint holds its connections while no protocol serves them; a paused one has
            reached a limit and accepts nobody for the moment.
            """, 0, 0);
    private static final Usage LIST = new Usage(
            "fairlead:connections [N]",
            "Shows the open connections, the oldest first, at most N of them; without N, " + CONNECTIONS + ".",
            0,
            1);
    private static final Usage CLOSE = new Usage(
            "fairlead:close ID", "Closes the connection of that number; fairlead:connections shows the numbers.", 1, 1);

    private final List<TransportView> transport;
    private final Clock clock;

    /** @param transport the transport, if it runs */
    @Activate
    public TransportCommands(
            @Reference(cardinality = ReferenceCardinality.MULTIPLE, policyOption = ReferencePolicyOption.GREEDY)
                    List<TransportView> transport) {
        this(transport, Clock.systemUTC());
    }

    TransportCommands(List<TransportView> transport, Clock clock) {
        this.transport = transport;
        this.clock = clock;
    }

    /** Shows the port ledger. */
    public String ports(String[] words) {
        return PORTS.run(words, none -> {
            List<PortEntry> ports = view().ports();
            Table table = new Table("GOT", "WANTED", "WHO", "WHY");
            ports.forEach(port -> table.row(
                    port.protocol() + " " + port.got().map(Figures::address).orElse("nothing"),
                    port.wanted(),
                    Figures.brief(port.group()) + "/" + port.role(),
                    port.note().isEmpty() ? port.reason() : port.reason() + "; " + port.note()));
            return ports.isEmpty() ? "Nobody has asked for a port.\n" : table.toString();
        });
    }

    /** Shows the endpoints. */
    public String endpoints(String[] words) {
        return ENDPOINTS.run(words, none -> {
            List<EndpointEntry> endpoints = view().endpoints();
            Table table =
                    new Table("ENDPOINT", "KIND", "ADDRESS", "STATE", "OPEN", "ACCEPTED", "REFUSED", "READ", "WRITTEN");
            endpoints.forEach(each -> table.row(
                    Figures.brief(each.group()) + "/" + each.role(),
                    each.kind().name().toLowerCase(Locale.ROOT),
                    each.address().map(Figures::address).orElse("-"),
                    each.state(),
                    each.connections(),
                    each.accepted(),
                    each.refused(),
                    Figures.bytes(each.bytesRead()),
                    Figures.bytes(each.bytesWritten())));
            return endpoints.isEmpty() ? "There are no endpoints.\n" : table.toString();
        });
    }

    /** Shows open connections. */
    public String connections(String[] words) {
        return LIST.run(words, given -> {
            int limit = given.isEmpty() ? CONNECTIONS : (int) number(given.get(0), "a count", 1_000_000);
            List<ConnectionEntry> open = view().connections(limit);
            Table table = new Table("ID", "ENDPOINT", "PEER", "STATE", "AGE", "READ", "WRITTEN", "TLS");
            open.forEach(each -> table.row(
                    each.id(),
                    Figures.brief(each.endpoint()),
                    Figures.address(each.remote()),
                    each.state(),
                    Figures.time(Duration.between(each.opened(), clock.instant())),
                    Figures.bytes(each.bytesRead()),
                    Figures.bytes(each.bytesWritten()),
                    each.tls().orElse("-")));
            return open.isEmpty() ? "No connection is open.\n" : table.toString();
        });
    }

    /** Closes a connection. */
    public String close(String[] words) {
        return CLOSE.run(words, given -> {
            long id = number(given.get(0), "the number of a connection", Long.MAX_VALUE);
            if (!view().close(id)) {
                throw new CommandFailure(
                        "There is no connection " + id + "; fairlead:connections shows those that are open.");
            }
            return "Connection " + id + " is closed.\n";
        });
    }

    private TransportView view() {
        if (transport.isEmpty()) {
            throw new CommandFailure(
                    "The transport does not run, so there are no ports; fairlead:why io.fairlead.transport says why.");
        }
        return transport.get(0);
    }

    private static long number(String word, String what, long most) {
        try {
            long number = Long.parseLong(word);
            if (number > 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new CommandFailure("\"" + Printable.text(word) + "\" is not " + what + "; write a number from 1.");
    }
}
