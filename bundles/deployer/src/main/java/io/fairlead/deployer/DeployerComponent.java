package io.fairlead.deployer;

import io.fairlead.deployer.api.DeployedEntry;
import io.fairlead.deployer.api.Deployer;
import io.fairlead.deployer.api.FileEntry;
import io.fairlead.deployer.api.LeakEntry;
import io.fairlead.deployer.api.SwapEntry;
import io.fairlead.deployer.leak.LeakWatch;
import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.platform.metrics.MetricSource;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.transport.HandOver;
import io.fairlead.transport.TransportView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The deployer as a component. Changed settings are taken up in place, and the transport may come and go, so that no swap
 * is cut short.
 */
@Designate(ocd = DeployerSettings.Config.class)
@Component(
        service = {Deployer.class, MetricSource.class},
        immediate = true,
        configurationPid = DeployerSettings.Config.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class DeployerComponent implements Deployer, MetricSource {
    private static final String PID = DeployerSettings.Config.PID;

    private final LastGood lastGood;
    private final Part part;
    private final DeployService service;
    private final Watch watch;
    private volatile DeployerSettings settings;
    private volatile @Nullable HandOver handOver;
    private volatile @Nullable TransportView view;

    /**
     * @param context the framework
     * @param properties the settings
     * @param lastGood keeps the settings
     * @param parts where the deployer says how it does
     * @param runtime tells whether components came up
     * @throws IOException where the instance's folder cannot be read
     */
    @Activate
    public DeployerComponent(
            BundleContext context,
            Map<String, Object> properties,
            @Reference LastGood lastGood,
            @Reference Parts parts,
            @Reference ServiceComponentRuntime runtime)
            throws IOException {
        this.lastGood = lastGood;
        this.part = parts.part(PID);
        this.settings = lastGood.accept(PID, properties, DeployerSettings::parse);
        String word = context.getProperty("fairlead.home");
        Path home = Path.of(word == null ? "" : word).toAbsolutePath();
        Warnings warnings = new Warnings(part);
        LeakWatch leaks = new LeakWatch(Clock.systemUTC(), System::nanoTime);
        Retirement retirement = new Retirement(context, leaks);
        Ways ways = new Ways(context, new RuntimeComponents(runtime), this::groups, parts, retirement);
        try {
            this.service = new DeployService(context, home, ways, leaks, warnings, Clock.systemUTC(), System::nanoTime);
        } catch (IOException | UnsupportedOperationException e) {
            part.failed("deploy/ is not watched: " + Causes.phrase(e) + ".");
            throw e;
        }
        this.watch = new Watch(() -> service.look(settings));
    }

    @Activate
    void start() {
        watch.start();
        part.up();
    }

    @Modified
    void modified(Map<String, Object> properties) {
        settings = lastGood.accept(PID, properties, DeployerSettings::parse);
        part.up();
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        watch.end();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setHandOver(HandOver present) {
        handOver = present;
    }

    void unsetHandOver(HandOver gone) {
        handOver = handOver == gone ? null : handOver;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setView(TransportView present) {
        view = present;
    }

    void unsetView(TransportView gone) {
        view = view == gone ? null : view;
    }

    private Optional<Groups> groups() {
        HandOver moving = handOver;
        TransportView seen = view;
        return moving == null || seen == null ? Optional.empty() : Optional.of(new Groups(moving, seen));
    }

    @Override
    public SwapEntry swap(Path jar, boolean force) {
        return service.swap(jar, settings, force);
    }

    @Override
    public SwapEntry rollback(String bundle, boolean force) {
        return service.rollback(bundle, settings, force);
    }

    @Override
    public List<SwapEntry> swaps() {
        return service.swaps();
    }

    @Override
    public List<DeployedEntry> deployed() {
        return service.deployed();
    }

    @Override
    public List<FileEntry> files() {
        return service.files();
    }

    @Override
    public List<LeakEntry> leaks() {
        return service.leaks();
    }

    @Override
    public void collect(MetricSink out) {
        service.collect(out);
    }
}
