package io.fairlead.imu;

import io.fairlead.imu.session.ImuView;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The shell's commands {@code imu:sessions}, {@code imu:contexts} and {@code imu:handlers}. */
@Component(
        service = ImuCommands.class,
        property = {
            "osgi.command.scope=imu",
            "osgi.command.function=sessions",
            "osgi.command.function=contexts",
            "osgi.command.function=handlers"
        })
public final class ImuCommands {
    private static final int MAX_LINES = 200;

    private final List<ImuServer> servers = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addServer(ImuServer server) {
        servers.add(server);
    }

    void removeServer(ImuServer server) {
        servers.remove(server);
    }

    /** Tells each server's processes, and how much they have to do. */
    public String sessions() {
        StringBuilder out = new StringBuilder();
        for (ImuServer server : servers) {
            sessions(server.pid(), server.view(), out);
        }
        return end(out);
    }

    static void sessions(String pid, ImuView view, StringBuilder out) {
        line(
                out,
                "%s: %d contexts, %d requests, %d errors, %d of %d places in the server pool at work, %d waiting",
                pid,
                view.contexts().size(),
                view.counters().requests(),
                view.counters().errors().values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                view.working(),
                view.serverPool(),
                view.waiting());
        for (ImuView.ProcessLine process : view.processes()) {
            line(
                    out,
                    "  process %d: reconnect port %d, %d handlers%s",
                    process.number(),
                    process.reconnectPort(),
                    process.handlers(),
                    process.draining() ? ", draining" : "");
        }
        view.counters().errors().forEach((id, count) -> line(out, "  %s: %d times", id, count));
    }

    /** Tells the contexts, those used last first. */
    public String contexts() {
        StringBuilder out = new StringBuilder();
        for (ImuServer server : servers) {
            contexts(server.pid(), server.view(), out);
        }
        return end(out);
    }

    static void contexts(String pid, ImuView view, StringBuilder out) {
        List<ImuView.ContextLine> lines = view.contexts();
        line(out, "%s: %d contexts", pid, lines.size());
        lines.stream()
                .limit(MAX_LINES)
                .forEach(context -> line(
                        out,
                        "  %s  %d connections  %d handlers  idle %s",
                        context.id(),
                        context.connections(),
                        context.handlers(),
                        seconds(context.idle())));
    }

    /** Tells the handlers, those called last first. */
    public String handlers() {
        StringBuilder out = new StringBuilder();
        for (ImuServer server : servers) {
            handlers(server.pid(), server.view(), out);
        }
        return end(out);
    }

    static void handlers(String pid, ImuView view, StringBuilder out) {
        List<ImuView.HandlerLine> lines = view.handlers();
        line(out, "%s: %d handlers", pid, lines.size());
        lines.stream()
                .limit(MAX_LINES)
                .forEach(handler -> line(
                        out,
                        "  %s  process %d  context %s  %s  %s  idle %s%s",
                        handler.id(),
                        handler.process(),
                        handler.context(),
                        handler.name(),
                        handler.what(),
                        seconds(handler.idle()),
                        handler.keep() ? "  kept" : ""));
    }

    private static String seconds(Duration idle) {
        return idle.toSeconds() + " s";
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String end(StringBuilder out) {
        return out.isEmpty() ? "there is no IMu server" : out.substring(0, out.length() - 1);
    }
}
