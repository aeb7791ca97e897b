package io.fairlead.transport.netty.http;

import io.fairlead.transport.HttpRoute;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds the route table from the whiteboard. Lives as long as the bundle, so that routes come and go without it. */
@Component(service = HttpRoutes.class, immediate = true)
public final class HttpRoutes {
    private static final Logger LOG = LoggerFactory.getLogger("io.fairlead.transport");

    private final RouteTable table = new RouteTable();

    /** Begins with an empty table. */
    @Activate
    public HttpRoutes() {}

    /** Returns the table. */
    public RouteTable table() {
        return table;
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "remove",
            updated = "update")
    void add(HttpRoute route, Map<String, Object> properties) {
        List<String> endpoints = texts(properties.get(HttpRoute.ENDPOINT));
        List<String> paths = texts(properties.get(HttpRoute.PATH));
        if (endpoints.isEmpty() || paths.isEmpty() || !paths.stream().allMatch(path -> path.startsWith("/"))) {
            LOG.warn(
                    "The HTTP route {} is not used: it must have {} such as io.fairlead.console/http, and {} such as"
                            + " /metrics.",
                    route.getClass().getName(),
                    HttpRoute.ENDPOINT,
                    HttpRoute.PATH);
            return;
        }
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
        long order = properties.get(Constants.SERVICE_ID) instanceof Long number ? number : 0;
        endpoints.forEach(endpoint -> paths.forEach(path -> table.add(endpoint, path, ranking, order, route)));
    }

    void update(HttpRoute route, Map<String, Object> properties) {
        table.remove(route);
        add(route, properties);
    }

    void remove(HttpRoute route) {
        table.remove(route);
    }

    private static List<String> texts(@org.jspecify.annotations.Nullable Object property) {
        Stream<?> values = property instanceof Object[] array
                ? Stream.of(array)
                : property instanceof Collection<?> collection ? collection.stream() : Stream.ofNullable(property);
        return values.filter(String.class::isInstance).map(String.class::cast).toList();
    }
}
