package io.fairlead.bridges;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.service.Services;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpHeaders;
import io.fairlead.transport.HttpRoute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** {@code POST /services/NAME} on the console's address calls a service; the reply is the response's body. */
@Component(
        configurationPid = ServicesRouteConfig.PID,
        property = {HttpRoute.ENDPOINT + "=io.fairlead.console/http", HttpRoute.PATH + "=/services"})
@Designate(ocd = ServicesRouteConfig.class)
public final class ServicesRoute implements HttpRoute {
    private static final String PREFIX = "/services/";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final LastGood lastGood;
    private final Part part;
    private final AtomicReference<@Nullable Services> services = new AtomicReference<>();
    private volatile ServicesRouteSettings settings;

    /**
     * @param lastGood reads the settings
     * @param parts where operators look
     * @param properties the settings
     */
    @Activate
    public ServicesRoute(@Reference LastGood lastGood, @Reference Parts parts, Map<String, Object> properties) {
        this.lastGood = lastGood;
        this.part = parts.part(ServicesRouteConfig.PID);
        this.settings = read(properties);
        part.up();
    }

    @Modified
    void modified(Map<String, Object> properties) {
        settings = read(properties);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindServices(Services given) {
        services.set(given);
    }

    void unbindServices(Services gone) {
        services.compareAndSet(gone, null);
    }

    @Override
    public void handle(HttpExchange exchange) {
        ServicesRouteSettings now = settings;
        String path = exchange.path();
        String name = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
        if (!new Callers(now.token()).mayCall(exchange)) {
            refuse(
                    exchange,
                    401,
                    "WWW-Authenticate",
                    "Bearer",
                    "Calling services from elsewhere than this machine needs"
                            + " Authorization: Bearer TOKEN, with the .token of " + ServicesRouteConfig.PID + ".\n");
        } else if (!exchange.method().equals("POST")) {
            refuse(exchange, 405, "Allow", "POST", "Services are called by POST /services/NAME.\n");
        } else if (!ServiceName.isOne(name)) {
            exchange.reply(404, TEXT, "Services are called by POST /services/NAME.\n");
        } else {
            Optional.ofNullable(services.get())
                    .ifPresentOrElse(
                            broker -> new HttpCall(exchange, broker, name, now.maxRequest()).begin(),
                            () -> exchange.reply(503, TEXT, "No services can be called at the moment.\n"));
        }
    }

    /** Reads the settings; the route's own properties come with them and are none. */
    private ServicesRouteSettings read(Map<String, Object> properties) {
        Map<String, Object> given = new HashMap<>(properties);
        given.keySet().removeAll(List.of(ENDPOINT, PATH));
        return lastGood.accept(ServicesRouteConfig.PID, given, ServicesRouteSettings::parse);
    }

    private static void refuse(HttpExchange exchange, int status, String field, String value, String text) {
        Answers.text(exchange, status, new HttpHeaders().add(field, value), text);
    }
}
