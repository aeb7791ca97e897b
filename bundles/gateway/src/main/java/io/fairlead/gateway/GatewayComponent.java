package io.fairlead.gateway;

import io.fairlead.gateway.engine.Gateway;
import io.fairlead.gateway.engine.SvcGw;
import io.fairlead.gateway.settings.EnvironmentFile;
import io.fairlead.gateway.settings.GatewayParser;
import io.fairlead.gateway.settings.GatewaySettings;
import io.fairlead.gateway.settings.GatewaySettings.Mode;
import io.fairlead.gateway.tmax.TmaxSettings;
import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.log.RepeatLog;
import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.platform.metrics.MetricSource;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.platform.settings.SettingsException;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.service.NamedService;
import io.fairlead.service.Services;
import io.fairlead.transport.Binding;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.Transport;
import io.fairlead.transport.TransportException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One gateway: its settings, its port and its service. Its settings change while it works. */
@Component(
        configurationPid = GatewayConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = GatewayComponent.class)
@Designate(ocd = GatewayConfig.class, factory = true)
public final class GatewayComponent {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayComponent.class);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
    private static final long RESTART_SECONDS = 5;
    private static final long WATCH_SECONDS = 1;
    private static final String TOPIC_FRAMING = "framing";
    private static final String TOPIC_NOTICES = "settings-notices";

    private final BundleContext context;
    private final Path home;
    private final Transport transport;
    private final LastGood lastGood;
    private final FramingsComponent framings;
    private final Part part;
    private final GatewayParser parser;
    private final ScheduledThreadPoolExecutor background;
    private final AtomicReference<@Nullable Services> services = new AtomicReference<>();
    private final Gateway gateway;
    private final Runnable framingsChanged = this::reload;
    private Map<String, Object> properties;
    private volatile GatewaySettings settings;
    private @Nullable Binding binding;
    private @Nullable ServiceRegistration<MetricSource> metrics;
    private @Nullable ServiceRegistration<NamedService> svcgw;
    private boolean ended;

    /**
     * @param context where its service is registered
     * @param properties the settings
     * @param transport owns the sockets
     * @param lastGood reads the settings
     * @param parts where operators look
     * @param framings the framings that are there
     */
    @Activate
    public GatewayComponent(
            BundleContext context,
            Map<String, Object> properties,
            @Reference Transport transport,
            @Reference LastGood lastGood,
            @Reference Parts parts,
            @Reference FramingsComponent framings) {
        String pid = String.valueOf(properties.get("service.pid"));
        this.context = context;
        this.home = GatewaySettingsParser.home(context);
        this.properties = TmaxSettings.withText(properties, home);
        this.transport = transport;
        this.lastGood = lastGood;
        this.framings = framings;
        this.part = parts.part(pid);
        this.parser = new GatewayParser(home, framings);
        this.settings = lastGood.accept(pid, this.properties, parser);
        this.background = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, pid + "-background");
            thread.setDaemon(true);
            return thread;
        });
        background.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.gateway = new Gateway(
                settings,
                this::file,
                new Gateway.Outside(
                        part,
                        () -> Optional.ofNullable(services.get()),
                        System::nanoTime,
                        new RepeatLog(LOG, LOG_INTERVAL, System::nanoTime),
                        this::inBackground,
                        new SecureRandom()));
    }

    /** Takes the port, and offers the gateway's service. */
    @Activate
    synchronized void start() {
        framings.listen(framingsChanged);
        reload();
        // Not a service of the component: whoever shows metrics over HTTP needs the transport, which is just being got.
        metrics = context.registerService(MetricSource.class, this::collect, FrameworkUtil.asDictionary(Map.of()));
        bind();
        background.scheduleWithFixedDelay(this::watch, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
    }

    /** Takes up a Tmax environment file that was saved. */
    private synchronized void watch() {
        Map<String, Object> now = TmaxSettings.withText(properties, home);
        if (ended || now.equals(properties)) {
            return;
        }
        properties = now;
        try {
            reload();
        } catch (SettingsException refused) {
            LOG.debug("{} goes on as it was; its part says why", part.name());
        }
    }

    private synchronized void bind() {
        if (ended || binding != null) {
            return;
        }
        try {
            binding = transport.bind(spec(), gateway);
        } catch (TransportException refused) {
            LOG.warn("{} cannot start: {}", part.name(), refused.getMessage());
            part.failed(String.valueOf(refused.getMessage()));
            if (settings.policies().restart()) {
                background.schedule(this::bind, RESTART_SECONDS, TimeUnit.SECONDS);
            }
            return;
        }
        part.up();
        tell();
    }

    private GroupSpec spec() {
        boolean listens = settings.mode() == Mode.SERVER;
        return new GroupSpec(
                part.name(),
                List.of(new EndpointSpec(
                        GatewayParser.ROLE,
                        listens ? EndpointSpec.Kind.LISTENER : EndpointSpec.Kind.CONNECTOR,
                        PortRange.exactly(listens ? settings.port() : 0),
                        settings.options(),
                        listens ? "peers of the gateway" : "connections to the gateway's servers")));
    }

    /** Settings were changed. */
    @Modified
    synchronized void modified(Map<String, Object> changed) {
        properties = TmaxSettings.withText(changed, home);
        reload();
    }

    /**
     * Reads the settings and the gateway environment file again; where they have mistakes, nothing changes.
     *
     * @return what was loaded, one sentence
     */
    synchronized String reload() {
        if (ended) {
            return "The gateway is stopped.";
        }
        GatewaySettings before = settings;
        settings = lastGood.accept(part.name(), properties, parser);
        gateway.update(settings);
        Binding bound = binding;
        if (bound != null && !bound.staged()) {
            try {
                bound.update(spec());
                part.clear("endpoints");
            } catch (RuntimeException refused) {
                part.warn("endpoints", refused.getMessage() + " (the port stays as it is)");
            }
        }
        tell();
        if (settings.equals(before)) {
            return "Nothing has changed for " + part.name() + "; if a file has a mistake, fairlead:why " + part.name()
                    + " names it.";
        }
        return "The settings of " + part.name() + " are loaded"
                + settings.table()
                        .map(table -> ", with " + table.size() + " lines of the gateway environment file.")
                        .orElse(".");
    }

    private void tell() {
        offerService();
        Optional<String> framing =
                Optional.ofNullable(properties.get(TOPIC_FRAMING)).map(Object::toString);
        if (settings.codec().isEmpty() && framing.isPresent()) {
            part.warn(
                    TOPIC_FRAMING,
                    "There is no framing " + framing.get() + ", so nothing is read until there is one; there are "
                            + framings.framings());
        } else {
            part.clear(TOPIC_FRAMING);
        }
        if (settings.notices().isEmpty()) {
            part.clear(TOPIC_NOTICES);
        } else {
            part.warn(TOPIC_NOTICES, String.join("; ", settings.notices()));
        }
        Binding bound = binding;
        if (bound != null) {
            bound.group().endpoints().forEach(endpoint -> endpoint.address()
                    .ifPresent(address -> part.endpoint(
                            endpoint.role(),
                            "tcp " + address.getAddress().getHostAddress() + ":" + address.getPort(),
                            address.getAddress().isLoopbackAddress() ? "loopback only" : "")));
        }
    }

    private void offerService() {
        Object offered = svcgw == null ? null : svcgw.getReference().getProperty(NamedService.NAME);
        String wanted = settings.svcgw().orElse(null);
        if (Objects.equals(offered, wanted)) {
            return;
        }
        if (svcgw != null) {
            svcgw.unregister();
            svcgw = null;
        }
        if (wanted != null) {
            svcgw = context.registerService(
                    NamedService.class,
                    new SvcGw(gateway),
                    FrameworkUtil.asDictionary(Map.of(
                            NamedService.NAME, wanted, NamedService.BLOCKING, "false", NamedService.SVCTIME, "none")));
        }
    }

    private Optional<EnvironmentFile> file() {
        SettingsReader in = new SettingsReader(properties);
        TmaxSettings.read(in, home);
        return parser.file(in).map(EnvironmentFile::new);
    }

    private void inBackground(Runnable task) {
        try {
            background.execute(task);
        } catch (RejectedExecutionException ended) {
            LOG.debug("{} is stopped; what it would do now is left undone", part.name());
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setServices(Services present) {
        services.set(present);
    }

    void unsetServices(Services gone) {
        services.compareAndSet(gone, null);
    }

    /** Lets go of the port: it closes only where the settings were deleted. */
    @Deactivate
    void deactivate(int reason) {
        framings.unlisten(framingsChanged);
        synchronized (this) {
            ended = true;
            if (svcgw != null) {
                svcgw.unregister();
            }
            if (metrics != null) {
                metrics.unregister();
            }
        }
        boolean stops =
                reason == Binding.CONFIGURATION_DELETED || context.getBundle(0).getState() == Bundle.STOPPING;
        if (stops) {
            gateway.drain();
        }
        if (reason == Binding.CONFIGURATION_DELETED) {
            part.gone();
        }
        if (binding != null) {
            binding.deactivate(reason);
        }
        background.shutdown();
    }

    /** Returns the gateway's name. */
    String pid() {
        return part.name();
    }

    /** Returns the gateway. */
    Gateway gateway() {
        return gateway;
    }

    /** Returns the settings that are in force. */
    GatewaySettings settings() {
        return settings;
    }

    /** Tells its figures. */
    void collect(MetricSink out) {
        new GatewayMetrics(part.name(), out).collect(gateway.view(), gateway.figures());
    }
}
