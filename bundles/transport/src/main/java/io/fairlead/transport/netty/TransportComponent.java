package io.fairlead.transport.netty;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.platform.metrics.MetricSource;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.transport.Binding;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.HandOver;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.Transport;
import io.fairlead.transport.TransportView;
import io.fairlead.transport.netty.http.HttpRoutes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The transport as a component. Immediate and with a required configuration, since a delayed one would go away with its
 * last user, in the middle of a swap; changed settings reach the one that serves, since its sockets must survive them.
 */
@Component(
        service = {Transport.class, HandOver.class, TransportView.class, MetricSource.class},
        immediate = true,
        configurationPid = TransportSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TransportConfig.class)
public final class TransportComponent implements Transport, HandOver, TransportView, MetricSource {
    private final LastGood lastGood;
    private final Part part;
    private final NettyTransport transport;

    /**
     * @param context tells the instance's folder
     * @param lastGood reads the settings
     * @param parts the health table
     * @param routes who answers HTTP requests besides the endpoints' owners
     * @param properties the settings
     */
    @Activate
    public TransportComponent(
            BundleContext context,
            @Reference LastGood lastGood,
            @Reference Parts parts,
            @Reference HttpRoutes routes,
            Map<String, Object> properties) {
        this.lastGood = lastGood;
        this.part = parts.part(TransportSettings.PID);
        TransportSettings settings = lastGood.accept(TransportSettings.PID, properties, TransportSettings::parse);
        String home = context.getProperty("fairlead.home");
        this.transport = start(settings, parts, Path.of(home == null ? "." : home), routes);
        part.up();
    }

    private NettyTransport start(TransportSettings settings, Parts parts, Path base, HttpRoutes routes) {
        try {
            return new NettyTransport(settings, parts, base, routes.table());
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            part.failed("The event loops of kind " + settings.io() + " cannot be started on this system ("
                    + e.getMessage() + "); write io = auto in etc/" + TransportSettings.PID + ".cfg.");
            throw e;
        }
    }

    @Modified
    void modified(Map<String, Object> properties) {
        TransportSettings old = transport.settings();
        TransportSettings settings = lastGood.accept(TransportSettings.PID, properties, TransportSettings::parse);
        if (settings.io() != old.io() || settings.eventLoops() != old.eventLoops()) {
            part.warn(
                    "event-loops",
                    "io and event-loops are taken up at the next start of the platform; all other settings are in"
                            + " force.");
        } else {
            part.clear("event-loops");
        }
        List<String> failures = transport.settings(settings);
        if (failures.isEmpty()) {
            part.clear("host");
        } else {
            part.warn("host", String.join(" ", failures) + " These endpoints stay where they were.");
        }
    }

    @Deactivate
    void deactivate(int reason) {
        transport.close();
        if (reason == Binding.CONFIGURATION_DELETED) {
            part.gone();
        }
    }

    @Override
    public Binding bind(GroupSpec spec, Protocol protocol) {
        return transport.bind(spec, protocol);
    }

    @Override
    public List<String> staged() {
        return transport.staged();
    }

    @Override
    public void withdraw(Collection<String> groups) {
        transport.withdraw(groups);
    }

    @Override
    public Outcome handOver(Collection<String> groups, Duration limit, boolean force) {
        return transport.handOver(groups, limit, force);
    }

    @Override
    public List<PortEntry> ports() {
        return transport.ports();
    }

    @Override
    public List<EndpointEntry> endpoints() {
        return transport.endpoints();
    }

    @Override
    public List<ConnectionEntry> connections(int limit) {
        return transport.connections(limit);
    }

    @Override
    public boolean close(long connectionId) {
        return transport.close(connectionId);
    }

    @Override
    public void collect(MetricSink out) {
        transport.collect(out);
    }
}
