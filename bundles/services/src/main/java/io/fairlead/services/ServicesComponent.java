package io.fairlead.services;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.log.RepeatLog;
import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.platform.metrics.MetricSource;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.service.NamedService;
import io.fairlead.service.PendingCall;
import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceCall;
import io.fairlead.service.ServiceException;
import io.fairlead.service.Services;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.LoggerFactory;

/** Offers {@link Services} over all {@link NamedService}s that are there. */
@Component(
        configurationPid = ServicesConfig.PID,
        immediate = true,
        service = {Services.class, MetricSource.class})
@Designate(ocd = ServicesConfig.class)
public final class ServicesComponent implements Services, MetricSource {
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
    private static final String TOPIC_CLOCKS = "clocks";

    private final LastGood lastGood;
    private final Part part;
    private final ScheduledThreadPoolExecutor timers;
    private final ServicePool pool;
    private final Broker broker;

    /**
     * @param lastGood reads the settings
     * @param parts where operators look
     * @param properties the settings
     */
    @Activate
    public ServicesComponent(@Reference LastGood lastGood, @Reference Parts parts, Map<String, Object> properties) {
        this.lastGood = lastGood;
        this.part = parts.part(ServicesConfig.PID);
        ServicesSettings settings = lastGood.accept(ServicesConfig.PID, properties, ServicesSettings::parse);
        timers = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "service-timers");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
        pool = new ServicePool(settings.threads(), settings.maxWaiting());
        RepeatLog log = new RepeatLog(LoggerFactory.getLogger(ServicesComponent.class), LOG_INTERVAL, System::nanoTime);
        broker = new Broker(settings, pool, timers, System::nanoTime, log);
        tell(settings);
        part.up();
    }

    @Modified
    void modified(Map<String, Object> properties) {
        ServicesSettings settings = lastGood.accept(ServicesConfig.PID, properties, ServicesSettings::parse);
        broker.update(settings);
        tell(settings);
    }

    private void tell(ServicesSettings settings) {
        boolean unbounded = settings.defaultBlockTime().isZero();
        if (!unbounded && settings.defaultSvcTime().compareTo(settings.defaultBlockTime()) > 0) {
            part.warn(
                    TOPIC_CLOCKS,
                    "svctime " + settings.defaultSvcTime().toSeconds() + " s is longer than blocktime "
                            + settings.defaultBlockTime().toSeconds()
                            + " s, so callers give up before services do; write a shorter svctime");
        } else {
            part.clear(TOPIC_CLOCKS);
        }
    }

    @Deactivate
    void deactivate() {
        pool.close();
        timers.shutdownNow();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addService(NamedService service, Map<String, Object> properties) {
        SettingsReader in = new SettingsReader(properties);
        Registered registered = new Registered(
                service,
                in.text(NamedService.SVCTIME).isEmpty()
                        ? Optional.empty()
                        : Optional.of(in.duration(NamedService.SVCTIME, ServicesSettings.DEFAULT.defaultSvcTime())),
                in.flag(NamedService.BLOCKING, true),
                properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
                id(properties));
        in.list(NamedService.NAME).forEach(name -> broker.add(name, registered));
    }

    void removeService(NamedService service, Map<String, Object> properties) {
        new SettingsReader(properties).list(NamedService.NAME).forEach(name -> broker.remove(name, id(properties)));
    }

    private static long id(Map<String, Object> properties) {
        return properties.get(Constants.SERVICE_ID) instanceof Long id ? id : -1;
    }

    @Override
    public Reply call(String name, Request request) throws ServiceException, InterruptedException {
        return broker.call(name, request);
    }

    @Override
    public PendingCall callAsync(String name, Request request) {
        return broker.callAsync(name, request);
    }

    @Override
    public Optional<ServiceCall> takeOver(String left) {
        return broker.takeOver(left);
    }

    @Override
    public List<String> names() {
        return broker.names();
    }

    @Override
    public void collect(MetricSink out) {
        broker.collect(out);
    }
}
