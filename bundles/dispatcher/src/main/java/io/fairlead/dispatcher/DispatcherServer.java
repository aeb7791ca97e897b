package io.fairlead.dispatcher;

import io.fairlead.dispatcher.balance.Choice;
import io.fairlead.dispatcher.balance.Standings;
import io.fairlead.dispatcher.check.Checker;
import io.fairlead.dispatcher.dispatch.Resolver;
import io.fairlead.dispatcher.dispatch.Ways;
import io.fairlead.dispatcher.firewall.Tickets;
import io.fairlead.dispatcher.ncbid.Programs;
import io.fairlead.dispatcher.registry.Addresses;
import io.fairlead.dispatcher.registry.ServerEntry;
import io.fairlead.dispatcher.serve.DispatcherProtocol;
import io.fairlead.dispatcher.serve.PortRole;
import io.fairlead.dispatcher.serve.Work;
import io.fairlead.dispatcher.settings.DispatcherSettings;
import io.fairlead.dispatcher.settings.DispatcherSettingsParser;
import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.log.RepeatLog;
import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.platform.metrics.MetricSource;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.platform.settings.SettingsException;
import io.fairlead.transport.Binding;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.Transport;
import io.fairlead.transport.TransportException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One dispatcher: settings, registry, ports and what it serves. Settings and registry change while it works. */
@Component(
        configurationPid = DispatcherConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = DispatcherServer.class)
@Designate(ocd = DispatcherConfig.class, factory = true)
public final class DispatcherServer {
    private static final Logger LOG = LoggerFactory.getLogger(DispatcherServer.class);
    private static final Duration FILE_WATCH = Duration.ofSeconds(1);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
    private static final int TOLD_WARNINGS = 5;

    private final String pid;
    private final Path home;
    private final LastGood lastGood;
    private final Part part;
    private final DispatcherSettingsParser parser;
    private final RegistryFile registryFile;
    private final Standings standings = new Standings();
    private final Clock clock = Clock.system(ZoneId.systemDefault());
    private final HostLoad hostLoad = new HostLoad();
    private final Work work;
    private final DispatcherProtocol protocol;
    private final BundleContext context;
    private final Transport transport;
    private final ExecutorService background =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "dispatcher-registry"));
    private @Nullable Binding binding;
    private @Nullable ServiceRegistration<MetricSource> metrics;
    private Map<String, ?> properties;
    private volatile DispatcherSettings settings;
    private final Set<Integer> lost = new TreeSet<>();
    private Set<String> toldRoles = Set.of();
    private volatile boolean ended;

    /**
     * Reads the settings.
     *
     * @throws SettingsException where the settings cannot be used and there are no earlier ones
     */
    @Activate
    public DispatcherServer(
            BundleContext context,
            Map<String, Object> properties,
            @Reference LastGood lastGood,
            @Reference Parts parts,
            @Reference Transport transport) {
        this.pid = String.valueOf(properties.get("service.pid"));
        this.home = DispatcherParserService.home(context);
        this.lastGood = lastGood;
        this.part = parts.part(pid);
        this.parser = new DispatcherSettingsParser(home, Addresses.system());
        this.registryFile = new RegistryFile(home);
        this.properties = properties;
        this.settings = lastGood.accept(pid, registryFile.with(properties), parser);
        SecureRandom random = new SecureRandom();
        Work.Parts shared = new Work.Parts(
                standings,
                new Tickets(() -> settings().firewall(), random),
                new Programs(home, random, () -> settings().ncbid()),
                new Choice(new java.util.SplittableRandom()),
                clock,
                new RepeatLog(LOG, LOG_INTERVAL, System::nanoTime));
        this.work = new Work(shared, settings, resolver(settings));
        this.protocol = new DispatcherProtocol(work, this::attached);
        this.context = context;
        this.transport = transport;
    }

    private Resolver resolver(DispatcherSettings read) {
        boolean outside = !read.firewall().official().isEmpty()
                || !read.firewall().relay().isEmpty();
        Ways ways = new Ways(outside, !read.firewall().fallback().isEmpty());
        return new Resolver(read.registry(), standings, read.balance(), ways, clock, hostLoad);
    }

    private DispatcherSettings settings() {
        return settings;
    }

    /**
     * Takes the ports. A port of the firewall daemon that somebody else has is left out, and said.
     *
     * @throws TransportException where a port cannot be had
     */
    @Activate
    void start() {
        Optional<EndpointOptions> https = https(settings);
        try {
            binding = bind(https);
        } catch (RuntimeException refused) {
            background.shutdownNow();
            part.failed(String.valueOf(refused.getMessage()));
            throw refused;
        }
        // Not a service of the component: whoever shows metrics over HTTP needs the transport, which is just being got.
        metrics = context.registerService(MetricSource.class, this::collect, FrameworkUtil.asDictionary(Map.of()));
        tellState();
        watchFile();
    }

    private Binding bind(Optional<EndpointOptions> https) {
        while (true) {
            try {
                return transport.bind(Endpoints.spec(pid, settings, https, lost), protocol);
            } catch (TransportException refused) {
                OptionalInt port = PortRole.portIn(String.valueOf(refused.getMessage()));
                if (port.isEmpty() || !lost.add(port.getAsInt())) {
                    throw refused;
                }
                LOG.warn("{}: {}", pid, refused.getMessage());
            }
        }
    }

    private Optional<EndpointOptions> https(DispatcherSettings read) {
        EndpointOptions options = read.endpoints().https();
        if (read.tlsPort().isEmpty() || options.tls().isPresent()) {
            return Optional.of(options);
        }
        try {
            Optional<EndpointOptions> own = Optional.of(DispatcherSettingsParser.withTls(
                    options,
                    Optional.of(new TlsCertificate(home, pid)
                            .options(read.endpoints().tlsProtocols()))));
            part.clear("tls");
            return own;
        } catch (IOException e) {
            LOG.warn("{} has no TLS port: {}", pid, e.getMessage());
            part.warn("tls", "There is no TLS port: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Binding binding() {
        if (binding == null) {
            throw new IllegalStateException(pid + " has no ports yet");
        }
        return binding;
    }

    private void attached() {
        new Checker(
                        work.group(),
                        work.servers(),
                        standings,
                        () -> settings().balance(),
                        () -> settings().registry().servers(),
                        clock,
                        home)
                .begin();
    }

    /** Takes changed settings while connections stay. */
    @Modified
    synchronized void modified(Map<String, Object> changed) {
        properties = changed;
        reload();
    }

    private synchronized void reload() {
        try {
            DispatcherSettings read = lastGood.accept(pid, registryFile.with(properties), parser);
            settings = read;
            work.update(read, resolver(read));
            standings.keep(
                    read.registry().servers().stream().map(ServerEntry::key).toList());
            updatePorts(read);
        } catch (SettingsException unusable) {
            part.warn("settings", unusable.getMessage() + " (the settings before stay in force)");
        }
        tellState();
    }

    private void updatePorts(DispatcherSettings read) {
        try {
            binding().update(Endpoints.spec(pid, read, https(read), lost));
            part.clear("ports");
        } catch (TransportException refused) {
            LOG.warn("The ports of {} stay as they are: {}", pid, refused.getMessage());
            part.warn("ports", refused.getMessage() + " (the ports stay as they are)");
        }
        protocol.endpointsChanged();
    }

    private synchronized void tellState() {
        toldRoles = Endpoints.tell(part, binding().group(), toldRoles);
        part.up();
        if (lost.isEmpty()) {
            part.clear("firewall-ports");
        } else {
            part.warn(
                    "firewall-ports",
                    "Somebody else has the ports " + lost + ", which are left out; end it, or take them out of"
                            + " firewall-ports, relay-ports and fallback-ports");
        }
        List<String> warnings = settings.registry().warnings();
        if (warnings.isEmpty()) {
            part.clear("registry");
        } else {
            warnings.forEach(warning -> LOG.warn("{}: {}", pid, warning));
            String more = warnings.size() > TOLD_WARNINGS
                    ? "; and " + (warnings.size() - TOLD_WARNINGS) + " more, see the log"
                    : "";
            part.warn(
                    "registry",
                    String.join("; ", warnings.stream().limit(TOLD_WARNINGS).toList()) + more);
        }
    }

    private void watchFile() {
        binding().group().timers().schedule(FILE_WATCH, () -> {
            if (!ended) {
                try {
                    background.execute(this::reloadChangedFile);
                } catch (RejectedExecutionException ending) {
                    return;
                }
                watchFile();
            }
        });
    }

    private synchronized void reloadChangedFile() {
        if (!ended && protocol.serving() && registryFile.changed(properties)) {
            reload();
        }
    }

    /** Lets go of the ports: they close only where the settings were deleted. */
    @Deactivate
    void deactivate(int reason) {
        synchronized (this) {
            ended = true;
        }
        if (metrics != null) {
            metrics.unregister();
        }
        if (reason == Binding.CONFIGURATION_DELETED) {
            part.gone();
        }
        binding().deactivate(reason);
        background.shutdown();
    }

    /** Returns the dispatcher's name. */
    String pid() {
        return pid;
    }

    /** Returns what operators look at. */
    Work work() {
        return work;
    }

    /** Returns the settings in force. */
    DispatcherSettings present() {
        return settings;
    }

    /** Returns the clock. */
    Clock clock() {
        return clock;
    }

    /** Tells its figures. */
    void collect(MetricSink out) {
        new DispatcherMetrics(pid, out).collect(work, settings.registry());
    }
}
