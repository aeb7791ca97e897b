package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Catalogue;
import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.settings.LastGood;
import java.util.Map;
import javax.sql.DataSource;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * One configured catalogue. The database is opened by a thread of its own, which ends when that is done, and only then is
 * the {@link Catalogue} registered: activation does not wait for disks or servers.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = CatalogueConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Capability(
        namespace = "osgi.service",
        attribute =
                "objectClass:List<String>=\"io.fairlead.catalogue.Catalogue,io.fairlead.catalogue.jdbc.JdbcCatalogue\"")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"javax.sql.DataSource\"")
@Designate(ocd = CatalogueConfig.class, factory = true)
public final class CatalogueComponent {
    private final Opening opening;

    /**
     * Starts to open the catalogue.
     */
    @Activate
    public CatalogueComponent(
            BundleContext context,
            Map<String, Object> properties,
            @Reference LastGood lastGood,
            @Reference Parts parts) {
        String pid = String.valueOf(properties.get("service.pid"));
        Settings settings = lastGood.accept(pid, properties, new CatalogueSettings(CatalogueSettings.home(context)));
        Part part = parts.part(pid);
        this.opening = new Opening(settings, part, catalogue -> register(context, catalogue));
        opening.start();
    }

    private static AutoCloseable register(BundleContext context, JdbcCatalogue catalogue) {
        Map<String, ?> named = Map.of(Catalogue.NAME_PROPERTY, catalogue.name());
        ServiceRegistration<?> registration = context.registerService(
                new String[] {Catalogue.class.getName(), JdbcCatalogue.class.getName()},
                catalogue,
                FrameworkUtil.asDictionary(named));
        ServiceRegistration<?> database = context.registerService(
                DataSource.class, catalogue.database().connections(), FrameworkUtil.asDictionary(named));
        return () -> {
            database.unregister();
            registration.unregister();
        };
    }

    @Deactivate
    void close() {
        opening.close();
    }
}
