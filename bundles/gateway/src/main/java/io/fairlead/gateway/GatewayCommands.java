package io.fairlead.gateway;

import io.fairlead.gateway.engine.Figures;
import io.fairlead.gateway.engine.Gateway;
import io.fairlead.gateway.engine.GatewayView;
import io.fairlead.platform.log.Printable;
import io.fairlead.platform.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The shell's commands {@code gateway:stat}, {@code connections}, {@code discon}, {@code suspend}, {@code resume},
 * {@code reload} and {@code restat}. The first word names the gateway; where there is only one, it may be left out.
 */
@Component(
        service = GatewayCommands.class,
        property = {
            "osgi.command.scope=gateway",
            "osgi.command.function=stat",
            "osgi.command.function=connections",
            "osgi.command.function=discon",
            "osgi.command.function=suspend",
            "osgi.command.function=resume",
            "osgi.command.function=reload",
            "osgi.command.function=restat"
        })
public final class GatewayCommands {
    private static final int MAX_LINES = 500;
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<GatewayComponent> gateways = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addGateway(GatewayComponent gateway) {
        gateways.add(gateway);
    }

    void removeGateway(GatewayComponent gateway) {
        gateways.remove(gateway);
    }

    /** Shows the listener or client table, the handlers, the services and the clients of each gateway. */
    public String stat(String... words) {
        List<GatewayComponent> shown =
                words.length == 0 ? gateways : find(words[0]).map(List::of).orElse(List.of());
        if (shown.isEmpty()) {
            return none(words);
        }
        StringBuilder out = new StringBuilder();
        shown.forEach(each -> stat(each, out));
        return out.toString();
    }

    private static void stat(GatewayComponent component, StringBuilder out) {
        Gateway gateway = component.gateway();
        GatewayView view = gateway.view();
        line(
                out,
                "%s: %s, %d connected, %d in flight to peers, %d waiting%s",
                component.pid(),
                role(component),
                view.connected(),
                view.inFlight(),
                view.waiting(),
                view.suspended().isEmpty() ? "" : ", suspended: " + String.join(" ", view.suspended()));
        view.servers()
                .forEach(each -> line(
                        out,
                        "  server   %-16s %4d connected %4d connecting %4d failures%s",
                        each.id(),
                        each.connections(),
                        each.dialing(),
                        each.failures(),
                        each.nextTry().isZero()
                                ? ""
                                : ", next try in " + each.nextTry().toMillis() + " ms"));
        view.handlers()
                .forEach(each -> line(
                        out,
                        "  handler  %-16d %4d connected %4d idle %4d calls %4d waiting",
                        each.number(),
                        each.connections(),
                        each.idle(),
                        each.calls(),
                        each.waiting()));
        gateway.figures().services().forEach((name, traffic) -> traffic(out, "service", name, traffic));
        gateway.figures().clients().forEach((id, traffic) -> traffic(out, "client", id, traffic));
        if (component.settings().svcgw().isPresent()) {
            traffic(
                    out,
                    "to peers",
                    component.settings().svcgw().get(),
                    gateway.figures().calls());
        }
        counts(out, "refused", gateway.figures().refusals());
        counts(out, "bad frames", gateway.figures().badFrames());
        counts(out, "errors", gateway.figures().errors());
        counts(
                out,
                "counters",
                gateway.figures().counters().entrySet().stream()
                        .filter(each -> each.getValue() > 0)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static String role(GatewayComponent component) {
        return switch (component.settings().mode()) {
            case SERVER ->
                "listener, " + (component.settings().dedicated() ? "dedicated" : "shared")
                        + (component.gateway().view().clients() > 0
                                ? " (" + component.gateway().view().clients() + " clients)"
                                : "");
            case CLIENT ->
                component.settings().multiServer()
                        ? "client, " + component.gateway().view().clients() + " servers"
                        : "client, one server";
        };
    }

    private static void traffic(StringBuilder out, String what, String name, Figures.Passed traffic) {
        line(
                out,
                "  %-8s %-16s %8d requests %6d failed, %.1f ms on average",
                what,
                name,
                traffic.count(),
                traffic.errors(),
                traffic.latency().averageNanos() / NANOS_PER_MILLI);
    }

    private static void counts(StringBuilder out, String what, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            line(
                    out,
                    "  %s: %s",
                    what,
                    new TreeMap<>(counts)
                            .entrySet().stream()
                                    .map(each -> each.getKey() + " " + each.getValue())
                                    .collect(Collectors.joining(", ")));
        }
    }

    /** Shows the open connections. */
    public String connections(String... words) {
        List<GatewayComponent> shown =
                words.length == 0 ? gateways : find(words[0]).map(List::of).orElse(List.of());
        if (shown.isEmpty()) {
            return none(words);
        }
        StringBuilder out = new StringBuilder();
        for (GatewayComponent each : shown) {
            List<GatewayView.ConnectionLine> lines = each.gateway().connections();
            line(out, "%s: %d connections", each.pid(), lines.size());
            lines.stream()
                    .limit(MAX_LINES)
                    .forEach(open -> line(
                            out,
                            "  %-10s #%-6d %-16s %-22s %-8s %d in flight",
                            open.slot(),
                            open.generation(),
                            open.client(),
                            open.peer().getAddress().getHostAddress() + ":"
                                    + open.peer().getPort(),
                            open.state(),
                            open.inFlight()));
        }
        return out.toString();
    }

    /** Closes the connections of a client ID, or the one in a slot such as {@code 1.0}. */
    public String discon(String... words) {
        return with(words, 1, "discon [NAME] CLIENT-ID|SLOT", (gateway, rest) -> {
            int closed = gateway.gateway().disconnect(rest.get(0));
            return closed == 0
                    ? "Nobody of that ID or slot is connected; gateway:connections shows who is."
                    : closed + " closed.";
        });
    }

    /** Keeps the requests for a service waiting. */
    public String suspend(String... words) {
        return with(words, 1, "suspend [NAME] SERVICE", (gateway, rest) -> {
            gateway.gateway().suspend(rest.get(0));
            return "Requests for " + Printable.text(rest.get(0)) + " wait until gateway:resume.";
        });
    }

    /** Lets the requests for a service go on. */
    public String resume(String... words) {
        return with(
                words,
                1,
                "resume [NAME] SERVICE",
                (gateway, rest) -> gateway.gateway().resume(rest.get(0))
                        ? "Requests for " + Printable.text(rest.get(0)) + " go on."
                        : Printable.text(rest.get(0)) + " was not suspended.");
    }

    /** Reads the settings and the gateway environment file again. */
    public String reload(String... words) {
        return with(words, 0, "reload [NAME]", (gateway, rest) -> {
            try {
                return gateway.reload();
            } catch (SettingsException mistake) {
                return "Nothing has changed: " + mistake.getMessage();
            }
        });
    }

    /** Sets the figures back. */
    public String restat(String... words) {
        return with(words, 0, "restat [NAME]", (gateway, rest) -> {
            gateway.gateway().figures().reset();
            return "The figures of " + gateway.pid() + " begin anew.";
        });
    }

    private interface Action {
        String run(GatewayComponent gateway, List<String> rest);
    }

    private String with(String[] words, int more, String synopsis, Action action) {
        List<String> rest = new ArrayList<>(List.of(words));
        if (rest.size() != more && rest.size() != more + 1) {
            return "Write gateway:" + synopsis + ".\n";
        }
        Optional<GatewayComponent> gateway = rest.size() > more
                ? find(rest.remove(0))
                : gateways.size() == 1 ? Optional.of(gateways.get(0)) : Optional.empty();
        return gateway.map(each -> action.run(each, rest) + "\n").orElseGet(() -> none(words));
    }

    private Optional<GatewayComponent> find(String name) {
        return gateways.stream()
                .filter(each ->
                        each.pid().equals(name) || Objects.equals(each.pid().replaceFirst("^.*~", ""), name))
                .findFirst();
    }

    private String none(String... words) {
        String names = gateways.stream()
                .map(each -> each.pid().replaceFirst("^.*~", ""))
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? "There is no gateway; fairlead:why io.fairlead.gateway says why.\n"
                : "Name one of the gateways " + names
                        + (words.length == 0 ? "" : "; there is none named " + Printable.text(words[0])) + ".\n";
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
