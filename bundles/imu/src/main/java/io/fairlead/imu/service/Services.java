package io.fairlead.imu.service;

import io.fairlead.imu.api.ServiceHandler;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The service handlers that are there now, by the names that clients use. */
public final class Services {
    private final List<Registered> handlers = new CopyOnWriteArrayList<>();

    private record Registered(ServiceHandler handler, List<String> names, int ranking) {}

    /** A handler has come; its properties name what it answers to. */
    public void add(ServiceHandler handler, Map<String, ?> properties) {
        Object ranking = properties.get("service.ranking");
        handlers.add(new Registered(
                handler,
                names(properties.get(ServiceHandler.SERVICE)),
                ranking instanceof Integer number ? number : 0));
    }

    private static List<String> names(@Nullable Object property) {
        if (property instanceof String name) {
            return List.of(name);
        }
        return property instanceof String[] names ? List.of(names) : List.of();
    }

    /** A handler has gone. */
    public void remove(ServiceHandler handler) {
        handlers.removeIf(registered -> registered.handler() == handler);
    }

    /** Returns whether somebody answers to a name now. */
    public boolean has(String name) {
        return find(name).isPresent();
    }

    /** Returns the highest ranking handler of that name. */
    Optional<ServiceHandler> find(String name) {
        return handlers.stream()
                .filter(registered -> registered.names().contains(name))
                .max(Comparator.comparingInt(Registered::ranking))
                .map(Registered::handler);
    }
}
