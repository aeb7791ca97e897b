package io.fairlead.console;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.transport.Binding;
import io.fairlead.transport.Endpoint;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.Transport;
import io.fairlead.transport.TransportException;
import java.net.InetSocketAddress;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Holds the HTTP endpoint that the routes for health and metrics, and those of other bundles, are found at. A changed
 * setting is taken up in place, so that scrapers keep their connections.
 */
@Designate(ocd = ConsoleSettings.Config.class)
@Component(
        service = {},
        immediate = true,
        configurationPid = ConsoleSettings.Config.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ConsoleComponent {
    private static final String PID = ConsoleSettings.Config.PID;

    private final LastGood lastGood;
    private final Part part;
    private final Binding binding;

    /**
     * @param properties the settings
     * @param transport opens the endpoint
     * @param lastGood keeps the settings
     * @param parts where the console says how it does
     */
    @Activate
    public ConsoleComponent(
            Map<String, Object> properties,
            @Reference Transport transport,
            @Reference LastGood lastGood,
            @Reference Parts parts) {
        this.lastGood = lastGood;
        this.part = parts.part(PID);
        ConsoleSettings settings = lastGood.accept(PID, properties, ConsoleSettings::parse);
        try {
            binding = transport.bind(settings.group(), new FrontPage());
        } catch (TransportException e) {
            part.failed(String.valueOf(e.getMessage()));
            throw e;
        }
        up();
    }

    @Modified
    void modified(Map<String, Object> properties) {
        ConsoleSettings settings = lastGood.accept(PID, properties, ConsoleSettings::parse);
        try {
            binding.update(settings.group());
            part.clear("endpoint");
        } catch (TransportException e) {
            part.warn("endpoint", e.getMessage() + " The endpoint stays where it was.");
        }
        up();
    }

    @Deactivate
    void deactivate(int reason) {
        binding.deactivate(reason);
        if (reason == Binding.CONFIGURATION_DELETED) {
            part.gone();
        }
    }

    private void up() {
        for (Endpoint endpoint : binding.group().endpoints()) {
            endpoint.address().ifPresent(at -> part.endpoint(endpoint.role(), where(at), note(at)));
        }
        part.up();
    }

    private static String where(InetSocketAddress at) {
        String host = at.getAddress().getHostAddress();
        return "http " + (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort();
    }

    private static String note(InetSocketAddress at) {
        return at.getAddress().isLoopbackAddress() ? "loopback only" : "";
    }

    /** Answers where no route does. */
    private static final class FrontPage implements Protocol {
        @Override
        public void handle(HttpExchange exchange) {
            if (exchange.path().equals("/")) {
                Replies.text(
                        exchange,
                        200,
                        "Fairlead. Here are /health/live, /health/ready and /metrics; the console's page comes later.\n");
            } else {
                Protocol.super.handle(exchange);
            }
        }
    }
}
