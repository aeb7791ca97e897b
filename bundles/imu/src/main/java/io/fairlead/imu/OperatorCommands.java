package io.fairlead.imu;

import io.fairlead.imu.check.PortCheck;
import io.fairlead.imu.check.PortPlan;
import io.fairlead.imu.settings.ImuSettings;
import io.fairlead.imu.settings.ImuSettingsParser;
import io.fairlead.platform.settings.Problem;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.TransportView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The shell's commands {@code imu:check} and {@code imu:discon}. */
@Component(
        service = OperatorCommands.class,
        property = {"osgi.command.scope=imu", "osgi.command.function=check", "osgi.command.function=discon"})
public final class OperatorCommands {
    private static final Path EPHEMERAL = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    private final Path home;
    private final List<ImuServer> servers = new CopyOnWriteArrayList<>();
    private final List<TransportView> transports = new CopyOnWriteArrayList<>();

    /** @param context tells the instance's folder */
    @Activate
    public OperatorCommands(BundleContext context) {
        this.home = ImuParserService.home(context);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addServer(ImuServer server) {
        servers.add(server);
    }

    void removeServer(ImuServer server) {
        servers.remove(server);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTransport(TransportView transport) {
        transports.add(transport);
    }

    void removeTransport(TransportView transport) {
        transports.remove(transport);
    }

    /** Tells each server's holes in the firewall, and what stands in the way of its ports. */
    public String check() {
        List<String> lines = new ArrayList<>();
        for (ImuServer server : servers) {
            lines.add(server.pid());
            server.notices().forEach(notice -> lines.add("! " + notice));
            ports().lines(server.ports()).forEach(line -> lines.add("  " + line));
        }
        return lines.isEmpty() ? "there is no IMu server" : String.join("\n", lines);
    }

    /**
     * Reads an imuserver.conf without applying it, and tells the same of a server that would have it.
     *
     * @param file relative to the instance or absolute
     */
    public String check(String file) {
        SettingsReader in = new SettingsReader(Map.of("file", file));
        ImuSettings settings = new ImuSettingsParser(home).parse(in);
        List<String> lines = new ArrayList<>();
        in.problems().stream().map(Problem::sentence).forEach(problem -> lines.add("mistake: " + problem));
        if (lines.isEmpty()) {
            lines.add(file + ": no mistakes");
        }
        settings.notices().forEach(notice -> lines.add("! " + notice));
        lines.add("licences: " + settings.serverPool() + " for default access, and one for each log-in");
        lines.addAll(ports().lines(PortPlan.of(serverOf(settings), settings)));
        return String.join("\n", lines);
    }

    /** Returns the server that has the main port now: the file is taken for its next settings. */
    private String serverOf(ImuSettings settings) {
        return servers.stream()
                .filter(server -> server.ports().mainPort() == settings.mainPort())
                .map(ImuServer::pid)
                .findFirst()
                .orElse("the file");
    }

    private PortCheck ports() {
        return new PortCheck(
                servers.stream().map(ImuServer::ports).toList(),
                transports.stream()
                        .flatMap(transport -> transport.ports().stream())
                        .toList(),
                ephemeral());
    }

    private static Optional<PortRange> ephemeral() {
        try (Stream<String> lines = Files.lines(EPHEMERAL)) {
            return lines.findFirst()
                    .map(line -> line.strip().split("\\s+", 2))
                    .map(ends -> new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])));
        } catch (IOException | RuntimeException unknown) {
            return Optional.empty();
        }
    }

    /**
     * Disconnects a client: closes the connections of a context and forgets it with its handlers.
     *
     * @param context the first digits of its id, as {@code imu:contexts} shows them
     */
    public String discon(String context) {
        if (!context.matches("[0-9a-f]{4,32}")) {
            return "write at least the first four digits of a context's id; imu:contexts shows them";
        }
        List<String> lines = new ArrayList<>();
        for (ImuServer server : servers) {
            int connections = server.disconnect(context);
            if (connections >= 0) {
                lines.add(server.pid() + ": the context is gone, " + connections + " connections are closed");
            }
        }
        return lines.isEmpty() ? "there is no context whose id begins with " + context : String.join("\n", lines);
    }
}
