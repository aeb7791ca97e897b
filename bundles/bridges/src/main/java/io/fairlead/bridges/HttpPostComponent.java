package io.fairlead.bridges;

import io.fairlead.platform.health.Parts;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.service.NamedService;
import java.net.http.HttpClient;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** One HTTP service for each file {@code etc/io.fairlead.bridge.http-NAME.cfg}. */
@Component(
        service = {},
        immediate = true,
        configurationPid = HttpPostConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HttpPostConfig.class, factory = true)
public final class HttpPostComponent {
    private final Offered offered;

    /**
     * @param context where the service is registered
     * @param lastGood reads the settings
     * @param parts where operators look
     * @param properties the settings
     */
    @Activate
    public HttpPostComponent(
            BundleContext context,
            @Reference LastGood lastGood,
            @Reference Parts parts,
            Map<String, Object> properties) {
        String pid = String.valueOf(properties.get("service.pid"));
        HttpPostSettings settings = lastGood.accept(pid, properties, HttpPostSettings::parse);
        NamedService service = new HttpPostService(
                settings,
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(settings.timeout())
                        .build());
        offered = new Offered(context, parts.part(pid), settings.service(), service);
    }

    @Deactivate
    void deactivate(int reason) {
        offered.end(reason);
    }
}
