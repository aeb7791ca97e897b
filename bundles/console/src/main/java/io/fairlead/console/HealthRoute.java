package io.fairlead.console;

import io.fairlead.platform.health.Parts;
import io.fairlead.platform.health.Status;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpRoute;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code /health/live}: 200 while the framework runs. {@code /health/ready}: 200 while every part serves, 503 while one
 * does not; what each says, as JSON.
 */
@Component(
        property = {
            HttpRoute.ENDPOINT + "=" + ConsoleSettings.Config.ENDPOINT,
            HttpRoute.PATH + "=/health/live",
            HttpRoute.PATH + "=/health/ready"
        })
public final class HealthRoute implements HttpRoute {
    private static final String JSON = "application/json";

    private final Parts parts;

    /** @param parts what they say */
    @Activate
    public HealthRoute(@Reference Parts parts) {
        this.parts = parts;
    }

    @Override
    public void handle(HttpExchange exchange) {
        switch (exchange.path()) {
            case "/health/live" -> Replies.reply(exchange, 200, JSON, "{\"status\":\"live\"}\n");
            case "/health/ready" -> {
                Status worst = parts.worst();
                Replies.reply(
                        exchange,
                        worst.compareTo(Status.WARN) <= 0 ? 200 : 503,
                        JSON,
                        HealthJson.text(worst, parts.reports()));
            }
            default ->
                Replies.text(
                        exchange,
                        404,
                        "There is nothing at " + exchange.path() + "; there are /health/live and /health/ready.\n");
        }
    }
}
