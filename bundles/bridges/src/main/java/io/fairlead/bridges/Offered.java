package io.fairlead.bridges;

import io.fairlead.platform.health.Part;
import io.fairlead.service.NamedService;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentConstants;

/** A named service on offer. */
final class Offered {
    private final Part part;
    private final ServiceRegistration<NamedService> registration;

    /**
     * @param context where it is registered
     * @param part where operators look
     * @param name by which it is called
     * @param service serves
     */
    Offered(BundleContext context, Part part, String name, NamedService service) {
        this.part = part;
        registration = context.registerService(
                NamedService.class, service, FrameworkUtil.asDictionary(Map.of(NamedService.NAME, name)));
        part.up();
    }

    /** Takes it off offer; calls wait for a short while for the one that replaces it. */
    void end(int reason) {
        registration.unregister();
        if (reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED) {
            part.gone();
        }
    }
}
