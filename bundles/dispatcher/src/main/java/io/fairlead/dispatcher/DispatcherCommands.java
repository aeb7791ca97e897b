package io.fairlead.dispatcher;

import io.fairlead.dispatcher.balance.Mark;
import io.fairlead.dispatcher.balance.Standing;
import io.fairlead.dispatcher.dispatch.Mask;
import io.fairlead.dispatcher.registry.ServerEntry;
import io.fairlead.platform.log.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell's commands. A server is named by its service alone, or by service and {@code host:port}; {@code *} stands for
 * any characters. What a command changes is written to the log.
 */
@Component(
        service = DispatcherCommands.class,
        property = {
            "osgi.command.scope=dispatcher",
            "osgi.command.function=services",
            "osgi.command.function=hosts",
            "osgi.command.function=tickets",
            "osgi.command.function=explain",
            "osgi.command.function=penalize",
            "osgi.command.function=drain",
            "osgi.command.function=reserve",
            "osgi.command.function=suppress",
            "osgi.command.function=restore",
            "osgi.command.function=rerate"
        })
public final class DispatcherCommands {
    private static final Logger AUDIT = LoggerFactory.getLogger("io.fairlead.dispatcher.audit");
    private static final String NONE = "there is no dispatcher";
    private static final int MAX_LINES = 200;
    private static final int MILLIS = 1000;
    private static final int DEFAULT_HOLD_S = 60;

    private final List<DispatcherServer> servers = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addServer(DispatcherServer server) {
        servers.add(server);
    }

    void removeServer(DispatcherServer server) {
        servers.remove(server);
    }

    /** Tells the registry's servers and how they do. */
    public String services() {
        StringBuilder out = new StringBuilder();
        for (DispatcherServer each : servers) {
            line(
                    out,
                    "%s: %d servers",
                    each.pid(),
                    each.present().registry().servers().size());
            for (ServerEntry entry : each.present().registry().servers()) {
                line(
                        out,
                        "  %-20s %s  %s  (%s)",
                        entry.service(),
                        entry.descriptor(),
                        state(each, entry),
                        entry.place());
            }
        }
        return end(out);
    }

    private static String state(DispatcherServer server, ServerEntry entry) {
        Standing standing = server.work().standings().of(entry.key());
        double penalty = server.present()
                .balance()
                .ramps()
                .penalty(standing, server.clock().millis());
        StringBuilder text = new StringBuilder(
                standing.mark() == Mark.NONE
                        ? standing.health().name()
                        : standing.mark().name());
        if (penalty > 0) {
            text.append(String.format(Locale.ROOT, ", penalty %.0f %%", penalty));
        }
        standing.rerate().ifPresent(rate -> text.append(String.format(Locale.ROOT, ", rate %.2f", rate)));
        return text.toString().toLowerCase(Locale.ROOT);
    }

    /** Tells the hosts and their environment. */
    public String hosts() {
        StringBuilder out = new StringBuilder();
        for (DispatcherServer each : servers) {
            Map<String, Integer> counts = new TreeMap<>();
            Map<String, String> environments = new TreeMap<>();
            each.present().registry().servers().forEach(entry -> {
                counts.merge(entry.descriptor().host(), 1, Integer::sum);
                environments.merge(
                        entry.descriptor().host(),
                        new TreeMap<>(entry.environment()).toString(),
                        (one, other) -> one.equals(other) ? one : one + " " + other);
            });
            line(out, "%s: %d hosts", each.pid(), counts.size());
            counts.forEach((host, count) ->
                    line(out, "  %-20s %d servers  %s", host, count, environments.getOrDefault(host, "{}")));
        }
        return end(out);
    }

    /** Tells the tickets that have not been used. */
    public String tickets() {
        StringBuilder out = new StringBuilder();
        for (DispatcherServer each : servers) {
            long now = each.clock().millis();
            var unused = each.work().tickets().unused(now);
            var figures = each.work().tickets().figures();
            line(
                    out,
                    "%s: %d unused, %d issued, %d used, %d expired, %d refused, %d joined",
                    each.pid(),
                    unused.size(),
                    figures.issued(),
                    figures.used(),
                    figures.expired(),
                    figures.refused(),
                    each.work().relays());
            unused.stream()
                    .limit(MAX_LINES)
                    .forEach(ticket -> line(
                            out,
                            "  %s  for %s  to %s  %d s left",
                            ticket.service(),
                            ticket.client().getHostAddress(),
                            ticket.target(),
                            (ticket.expiresAt() - now) / MILLIS));
        }
        return end(out);
    }

    /** Tells which servers a client would get: NAME and words such as {@code from=192.0.2.1 firewall}. */
    public String explain(String name, String... words) {
        StringBuilder out = new StringBuilder();
        servers.forEach(each -> line(out, "%s", new Explain(each).tell(name, List.of(words))));
        return end(out);
    }

    /** Lowers a server's rating: SERVER, percent, and seconds to hold it before it decays. */
    public String penalize(String server, String percent, String... holdSeconds) {
        if (!percent.matches("[0-9]{1,3}") || Integer.parseInt(percent) > 100) {
            return percent + " is no penalty; write a number from 0 to 100";
        }
        if (holdSeconds.length > 0 && !holdSeconds[0].matches("[0-9]{1,6}")) {
            return holdSeconds[0] + " is no number of seconds";
        }
        long hold = holdSeconds.length > 0 ? Long.parseLong(holdSeconds[0]) : DEFAULT_HOLD_S;
        return change(
                "penalize " + percent + " for " + hold + " s",
                server,
                (each, standing) -> standing.penalized(
                        Integer.parseInt(percent), each.clock().millis() + hold * MILLIS));
    }

    /** Gives a server no new clients. */
    public String drain(String server) {
        return change("drain", server, (each, standing) -> standing.marked(Mark.DRAIN));
    }

    /** Keeps a server back. */
    public String reserve(String server) {
        return change("reserve", server, (each, standing) -> standing.marked(Mark.RESERVE));
    }

    /** Does not show a server. */
    public String suppress(String server) {
        return change("suppress", server, (each, standing) -> standing.marked(Mark.SUPPRESS));
    }

    /** Takes back whatever commands have said of a server. */
    public String restore(String server) {
        return change("restore", server, (each, standing) -> standing.marked(Mark.NONE)
                .rerated(OptionalDouble.empty())
                .penalized(0, 0));
    }

    /** Gives a server another rate, or with {@code default} the file's. */
    public String rerate(String server, String rate) {
        if (rate.equalsIgnoreCase("default")) {
            return change("rerate default", server, (each, standing) -> standing.rerated(OptionalDouble.empty()));
        }
        if (!rate.matches("-?[0-9]{1,6}(\\.[0-9]{1,6})?") || Math.abs(Double.parseDouble(rate)) > 100_000) {
            return rate + " is no rate; write a number up to 100000, or default";
        }
        return change(
                "rerate " + rate,
                server,
                (each, standing) -> standing.rerated(OptionalDouble.of(Double.parseDouble(rate))));
    }

    @FunctionalInterface
    private interface Change {
        Standing of(DispatcherServer server, Standing standing);
    }

    private String change(String what, String name, Change change) {
        StringBuilder out = new StringBuilder();
        for (DispatcherServer each : servers) {
            for (ServerEntry entry : each.present().registry().servers()) {
                if (isMeant(name, entry)) {
                    UnaryOperator<Standing> to = standing -> change.of(each, standing);
                    each.work().standings().change(entry.key(), to);
                    AUDIT.info("{}: {} {} ({})", each.pid(), what, entry.key(), entry.place());
                    line(out, "%s: %s: %s", each.pid(), entry.key().strip(), state(each, entry));
                }
            }
        }
        return out.isEmpty() ? Printable.text(name) + " is no server of the registry" : end(out);
    }

    private static boolean isMeant(String name, ServerEntry entry) {
        String[] words = name.strip().split("\\s+", 2);
        String address = entry.descriptor().host() + ":" + entry.descriptor().port();
        return new Mask(words[0]).fits(entry.service()) && (words.length == 1 || new Mask(words[1]).fits(address));
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String end(StringBuilder out) {
        return out.isEmpty() ? NONE : out.substring(0, out.length() - 1);
    }
}
