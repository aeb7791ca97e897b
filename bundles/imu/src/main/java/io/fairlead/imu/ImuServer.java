package io.fairlead.imu;

import io.fairlead.catalogue.Catalogue;
import io.fairlead.imu.access.UsersFile;
import io.fairlead.imu.api.ServiceHandler;
import io.fairlead.imu.call.HandlerType;
import io.fairlead.imu.call.Id;
import io.fairlead.imu.check.PortPlan;
import io.fairlead.imu.lists.ListType;
import io.fairlead.imu.media.MediaFiles;
import io.fairlead.imu.module.ModuleType;
import io.fairlead.imu.module.ModulesType;
import io.fairlead.imu.module.ResultMemory;
import io.fairlead.imu.module.UploadType;
import io.fairlead.imu.module.Views;
import io.fairlead.imu.service.ServiceType;
import io.fairlead.imu.service.Services;
import io.fairlead.imu.session.Administration;
import io.fairlead.imu.session.ImuProtocol;
import io.fairlead.imu.session.ImuView;
import io.fairlead.imu.settings.Holes;
import io.fairlead.imu.settings.ImuSettings;
import io.fairlead.imu.settings.ImuSettingsParser;
import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.platform.metrics.MetricSource;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.platform.settings.SettingsException;
import io.fairlead.transport.Binding;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.Transport;
import io.fairlead.transport.TransportException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
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
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One IMu server: settings, ports and what it serves. Its settings change while it works. */
@Component(
        configurationPid = ImuConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = ImuServer.class)
@Designate(ocd = ImuConfig.class, factory = true)
public final class ImuServer {
    private static final Logger LOG = LoggerFactory.getLogger(ImuServer.class);
    private static final Duration FILE_WATCH = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration STOP_STEP = Duration.ofMillis(20);
    private static final String TOPIC_HOLES = "firewall";
    private static final String TOPIC_CATALOGUE = "catalogue";
    private static final String TOPIC_USERS = "users";
    private static final String TOPIC_NO_EFFECT = "no-effect";

    private final String pid;
    private final LastGood lastGood;
    private final Part part;
    private final ImuSettingsParser parser;
    private final ConfFile confFile;
    private final Services services = new Services();
    private final Catalogues catalogues;
    private final ResultMemory memory;
    private final MediaFiles media;
    private final Views views;
    private final ImuProtocol protocol;
    private final AdminKey adminKey;
    private final BundleContext context;
    private final Transport transport;
    private @Nullable Binding binding;
    private @Nullable ServiceRegistration<MetricSource> metrics;
    private Map<String, ?> properties;
    private volatile ImuSettings settings;
    private Set<String> toldRoles = Set.of();
    private volatile boolean ended;

    /**
     * Reads the settings.
     *
     * @throws SettingsException where the settings cannot be used and there are no earlier ones
     */
    @Activate
    public ImuServer(
            BundleContext context,
            Map<String, Object> properties,
            @Reference LastGood lastGood,
            @Reference Parts parts,
            @Reference Transport transport) {
        this.pid = String.valueOf(properties.get("service.pid"));
        this.lastGood = lastGood;
        this.part = parts.part(pid);
        this.parser = new ImuSettingsParser(ImuParserService.home(context));
        this.confFile = new ConfFile(ImuParserService.home(context));
        this.properties = properties;
        this.settings = lastGood.accept(pid, confFile.with(properties), parser);
        this.catalogues = new Catalogues(() -> settings().catalogue());
        this.memory = new ResultMemory(() -> settings().bounds().resultMemoryBytes());
        this.media = new MediaFiles(pid, () -> settings().media());
        this.views = new Views(catalogues::present, this::settings, media);
        SecureRandom random = new SecureRandom();
        this.protocol = new ImuProtocol(
                pid,
                settings,
                types(),
                () -> new Id(random.nextLong(), random.nextLong()),
                new UsersFile(this::tellUsers),
                InstantSource.system(),
                System::nanoTime,
                this::updatePorts);
        this.adminKey = new AdminKey(
                ImuParserService.home(context), pid, new Id(random.nextLong(), random.nextLong()).toString());
        protocol.administration(new Admin());
        this.context = context;
        this.transport = transport;
    }

    private List<HandlerType> types() {
        Clock clock = Clock.system(ZoneId.systemDefault());
        ModuleType modules = new ModuleType(views, memory, clock);
        return List.of(
                modules,
                new ModulesType(views, memory),
                new ListType(modules, views),
                new UploadType(views, media, clock, services::has),
                new ServiceType(services));
    }

    /**
     * Takes the ports. Only now, when the catalogue that is there has been given: clients of a server that was parked
     * are served at once.
     *
     * @throws TransportException where a port cannot be had
     */
    @Activate
    void start() {
        binding = bind(transport);
        // Not a service of the component: whoever shows metrics over HTTP needs the transport, which is just being got.
        metrics = context.registerService(MetricSource.class, this::collect, FrameworkUtil.asDictionary(Map.of()));
        tellState();
        watchFile();
    }

    private Binding bind(Transport transport) {
        try {
            return transport.bind(Endpoints.spec(pid, settings, protocol.processes()), protocol);
        } catch (RuntimeException refused) {
            protocol.close();
            part.failed(String.valueOf(refused.getMessage()));
            throw refused;
        }
    }

    private Binding binding() {
        if (binding == null) {
            throw new IllegalStateException(pid + " has no ports yet");
        }
        return binding;
    }

    private ImuSettings settings() {
        return settings;
    }

    /** Takes changed settings while connections stay. */
    @Modified
    synchronized void modified(Map<String, Object> changed) {
        properties = changed;
        if (!ended) {
            reload();
        }
    }

    private synchronized void reload() {
        try {
            ImuSettings read = lastGood.accept(pid, confFile.with(properties), parser);
            settings = read;
            protocol.configure(read);
            updatePorts();
        } catch (SettingsException unusable) {
            part.up();
            part.warn("settings", unusable.getMessage() + " (the settings before stay in force)");
        }
        tellState();
    }

    private synchronized void updatePorts() {
        if (ended) {
            return;
        }
        try {
            binding().update(Endpoints.spec(pid, settings, protocol.processes()));
            toldRoles = Endpoints.tell(part, binding().group(), toldRoles);
            tellHoles();
            adminKey.write(binding().group());
            part.clear("ports");
        } catch (TransportException refused) {
            LOG.warn("The ports of {} stay as they are: {}", pid, refused.getMessage());
            part.warn("ports", refused.getMessage() + " (the ports stay as they are)");
        }
    }

    private synchronized void tellState() {
        part.up();
        toldRoles = Endpoints.tell(part, binding().group(), toldRoles);
        tellHoles();
        adminKey.write(binding().group());
        protocol.trace(
                1, () -> pid + " serves with " + settings.processCount() + " processes at port " + settings.mainPort());
        if (settings.notices().isEmpty()) {
            part.clear(TOPIC_NO_EFFECT);
        } else {
            String sentence = String.join("; ", settings.notices());
            LOG.info("{}: {}", pid, sentence);
            part.warn(TOPIC_NO_EFFECT, sentence);
        }
        tellCatalogue();
    }

    /** Warns of ports that the firewall does not know, which clients would find closed only now and then. */
    private void tellHoles() {
        Optional<Holes> holes = settings.operation().holes();
        List<String> outside = binding().group().endpoints().stream()
                .filter(endpoint -> !endpoint.role().equals(Endpoints.ADMIN))
                .flatMap(endpoint -> endpoint.address().stream())
                .map(InetSocketAddress::getPort)
                .filter(port -> holes.isPresent() && !holes.get().contains(port))
                .map(String::valueOf)
                .toList();
        if (outside.isEmpty()) {
            part.clear(TOPIC_HOLES);
        } else {
            part.warn(
                    TOPIC_HOLES,
                    "The ports " + String.join(", ", outside) + " lie outside firewall-holes "
                            + holes.map(Holes::toString).orElse("")
                            + ": clients beyond the firewall cannot come back to them; imu:check tells the holes");
        }
    }

    private void tellCatalogue() {
        if (catalogues.present().isPresent()) {
            part.clear(TOPIC_CATALOGUE);
        } else {
            part.warn(
                    TOPIC_CATALOGUE,
                    "There is no catalogue"
                            + settings.catalogue().map(name -> " named " + name).orElse("")
                            + "; requests are answered with ModuleUnavailable until there is one");
        }
    }

    private void tellUsers(Optional<String> problem) {
        if (problem.isEmpty()) {
            part.clear(TOPIC_USERS);
        } else {
            part.warn(TOPIC_USERS, problem.get());
        }
    }

    private void watchFile() {
        binding().group().timers().schedule(FILE_WATCH, () -> {
            if (!ended) {
                protocol.background(this::reloadChangedFile);
                watchFile();
            }
        });
    }

    private synchronized void reloadChangedFile() {
        if (!ended && confFile.changed(properties)) {
            reload();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addCatalogue(Catalogue catalogue) {
        catalogues.add(catalogue);
        tellCatalogue();
    }

    void removeCatalogue(Catalogue catalogue) {
        catalogues.remove(catalogue);
        views.forget();
        if (!ended) {
            tellCatalogue();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addService(ServiceHandler handler, Map<String, Object> serviceProperties) {
        services.add(handler, serviceProperties);
    }

    void removeService(ServiceHandler handler) {
        services.remove(handler);
    }

    /** Lets go of the ports: they close only where the settings were deleted. */
    @Deactivate
    void deactivate(int reason) {
        boolean stopped;
        synchronized (this) {
            stopped = ended;
            ended = true;
        }
        if (metrics != null) {
            metrics.unregister();
        }
        if (reason == Binding.CONFIGURATION_DELETED) {
            part.gone();
        }
        if (stopped) {
            return;
        }
        if (reason == Binding.CONFIGURATION_DELETED) {
            adminKey.remove();
        }
        binding().deactivate(reason);
        protocol.close();
    }

    /** What the admin port answers. */
    private final class Admin implements Administration {
        @Override
        public String status() {
            StringBuilder out = new StringBuilder();
            ImuCommands.sessions(pid, view(), out);
            return out.append("key file: ").append(adminKey.file()).toString();
        }

        @Override
        public boolean stop(String key) {
            boolean right = adminKey.matches(key);
            if (right) {
                Thread stopper = new Thread(ImuServer.this::stop, pid + "-stop");
                stopper.setDaemon(true);
                stopper.start();
            }
            return right;
        }
    }

    /** Stops in order: no port takes anybody any more, what is at work is answered, and then every connection ends. */
    private void stop() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        LOG.info("{} is being stopped by its admin port", pid);
        protocol.trace(1, () -> pid + " is being stopped by its admin port");
        binding().update(new GroupSpec(pid, List.of()));
        long end = System.nanoTime() + STOP_LIMIT.toNanos();
        while (view().working() + view().waiting() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(STOP_STEP.toNanos());
        }
        binding().close();
        adminKey.remove();
        toldRoles.forEach(part::endpointClosed);
        part.failed("stopped by its admin port; it starts again with the platform, or when its file in etc/ is taken "
                + "away and put back");
    }

    /** Returns the ports that it asks for. */
    PortPlan ports() {
        return PortPlan.of(pid, settings);
    }

    /** Returns what its settings say that has no effect, or needs attention. */
    List<String> notices() {
        return settings.notices();
    }

    /** Closes the connections of a context; see {@link ImuProtocol#disconnect}. */
    int disconnect(String start) {
        return protocol.disconnect(start);
    }

    /** Returns the server's name. */
    String pid() {
        return pid;
    }

    /** Returns the file of those who may log in. */
    Path users() {
        return settings.logins().users();
    }

    /** Returns what operators may look at. */
    ImuView view() {
        return protocol.view();
    }

    /** Tells its figures. */
    void collect(MetricSink out) {
        new ImuMetrics(pid, out).collect(protocol.view(), memory);
    }
}
