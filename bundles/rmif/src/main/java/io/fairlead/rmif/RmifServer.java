package io.fairlead.rmif;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.log.RepeatLog;
import io.fairlead.platform.metrics.MetricSource;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.rmif.api.MessageHandler;
import io.fairlead.rmif.api.Pipe;
import io.fairlead.rmif.api.Property;
import io.fairlead.transport.Binding;
import io.fairlead.transport.Endpoint;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.Transport;
import io.fairlead.transport.TransportException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Constants;
import org.osgi.service.component.ComponentConstants;
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
import org.slf4j.LoggerFactory;

/** One RMIF server for each file {@code etc/io.fairlead.rmif-NAME.cfg}. */
@Component(
        configurationPid = RmifConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = RmifServer.class)
@Designate(ocd = RmifConfig.class, factory = true)
public final class RmifServer {
    private static final String PORTS = "ports";

    private final LastGood lastGood;
    private final Part part;
    private final Exports exports = new Exports();
    private final RmifProtocol protocol;
    private final Binding binding;
    private int asked;
    private int bound;

    /**
     * @param transport owns the sockets
     * @param lastGood reads the settings
     * @param parts where operators look
     * @param properties the settings
     */
    @Activate
    public RmifServer(
            @Reference Transport transport,
            @Reference LastGood lastGood,
            @Reference Parts parts,
            Map<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        this.lastGood = lastGood;
        this.part = parts.part(pid);
        RmifSettings settings = lastGood.accept(pid, properties, RmifSettings::parse);
        RepeatLog log =
                new RepeatLog(LoggerFactory.getLogger(RmifServer.class), Duration.ofMinutes(1), System::nanoTime);
        this.protocol = new RmifProtocol(settings, exports, new SecureRandom(), log);
        try {
            this.binding = bind(transport, pid, settings);
        } catch (RuntimeException e) {
            part.failed(String.valueOf(e.getMessage()));
            throw e;
        }
        part.up();
        tellEndpoints();
    }

    /** Takes the first number that is free for all endpoints. */
    private Binding bind(Transport transport, String pid, RmifSettings settings) {
        int last = settings.port() == 0 ? 0 : Math.min(65_535, settings.port() + settings.prange());
        for (int port = settings.port(); ; port++) {
            try {
                Binding made = transport.bind(settings.group(pid, PortRange.exactly(port)), protocol);
                asked = settings.port();
                bound = port;
                return made;
            } catch (TransportException e) {
                if (port >= last) {
                    throw e;
                }
            }
        }
    }

    private void tellEndpoints() {
        for (Endpoint endpoint : binding.group().endpoints()) {
            String kind = endpoint.role().equals(RmifSettings.UDP) ? "udp " : "http ";
            endpoint.address()
                    .ifPresent(address -> part.endpoint(
                            endpoint.role(),
                            kind + Where.text(address),
                            address.getAddress().isLoopbackAddress() ? "loopback only" : ""));
        }
    }

    @Modified
    void modified(Map<String, Object> properties) {
        RmifSettings settings = lastGood.accept(part.name(), properties, RmifSettings::parse);
        try {
            // Where the range was needed, the number that was got is kept as long as the same is asked for.
            int port = settings.port() == asked ? bound : settings.port();
            binding.update(settings.group(part.name(), PortRange.exactly(port)));
            asked = settings.port();
            bound = port;
            protocol.update(settings);
            part.clear(PORTS);
            tellEndpoints();
        } catch (TransportException e) {
            part.warn(PORTS, e.getMessage() + " (the ports stay as they are)");
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addProperty(Property property, Map<String, Object> service) {
        names(service, Property.NAME).forEach(name -> exports.add(property, name));
    }

    void removeProperty(Property property) {
        exports.remove(property);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addPipe(Pipe pipe, Map<String, Object> service) {
        names(service, Pipe.NAME).forEach(name -> exports.add(pipe, name));
    }

    void removePipe(Pipe pipe) {
        exports.remove(pipe);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addHandler(MessageHandler handler, Map<String, Object> service) {
        names(service, MessageHandler.NAME).forEach(name -> exports.add(handler, name));
    }

    void removeHandler(MessageHandler handler) {
        exports.remove(handler);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addFigures(MetricSource source) {
        exports.sums().add(source);
    }

    void removeFigures(MetricSource source) {
        exports.sums().remove(source);
    }

    private static List<String> names(Map<String, Object> service, String key) {
        Object value = service.get(key);
        if (value instanceof String[] several) {
            return List.of(several);
        }
        return value == null ? List.of() : List.of(String.valueOf(value));
    }

    @Deactivate
    void deactivate(int reason) {
        binding.deactivate(reason);
        if (reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED) {
            part.gone();
        }
    }

    /** Returns the server's name. */
    String pid() {
        return part.name();
    }

    /** Returns its sessions; nothing before its socket is there. */
    Optional<Remotes> remotes() {
        return protocol.remotes();
    }
}
