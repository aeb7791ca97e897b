package io.fairlead.bridges;

import io.fairlead.catalogue.Catalogue;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.log.RepeatLog;
import io.fairlead.platform.settings.LastGood;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.LoggerFactory;

/** One database service for each file {@code etc/io.fairlead.bridge.jdbc-NAME.cfg}. */
@Component(
        service = {},
        immediate = true,
        configurationPid = StatementConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = StatementConfig.class, factory = true)
public final class StatementComponent {
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final Map<String, DataSource> databases = new ConcurrentHashMap<>();
    private final Offered offered;

    /**
     * @param context where the service is registered
     * @param lastGood reads the settings
     * @param parts where operators look
     * @param properties the settings
     */
    @Activate
    public StatementComponent(
            BundleContext context,
            @Reference LastGood lastGood,
            @Reference Parts parts,
            Map<String, Object> properties) {
        String pid = String.valueOf(properties.get("service.pid"));
        StatementSettings settings = lastGood.accept(pid, properties, StatementSettings::parse);
        offered = new Offered(
                context,
                parts.part(pid),
                settings.service(),
                new StatementService(
                        settings,
                        () -> Optional.ofNullable(databases.get(settings.catalogue())),
                        new RepeatLog(
                                LoggerFactory.getLogger(StatementComponent.class), LOG_INTERVAL, System::nanoTime)));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addDatabase(DataSource database, Map<String, Object> properties) {
        databases.put(name(properties), database);
    }

    void removeDatabase(DataSource database, Map<String, Object> properties) {
        databases.remove(name(properties), database);
    }

    @Deactivate
    void deactivate(int reason) {
        offered.end(reason);
    }

    private static String name(Map<String, Object> properties) {
        return String.valueOf(properties.get(Catalogue.NAME_PROPERTY));
    }
}
