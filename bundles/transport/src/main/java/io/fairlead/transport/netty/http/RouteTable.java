package io.fairlead.transport.netty.http;

import io.fairlead.transport.HttpRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The routes of all endpoints. Reading it is free of locks. */
public final class RouteTable {
    private final List<Entry> entries = new ArrayList<>();
    private volatile Map<String, List<Entry>> byEndpoint = Map.of();

    /** One path of one route. A route's WebSockets are listed here, so that they end with it. */
    public static final class Entry {
        private final String endpoint;
        private final String prefix;
        private final int ranking;
        private final long order;
        private final HttpRoute route;
        private final Set<Runnable> goneTasks = ConcurrentHashMap.newKeySet();

        private Entry(String endpoint, String prefix, int ranking, long order, HttpRoute route) {
            this.endpoint = endpoint;
            this.prefix = prefix;
            this.ranking = ranking;
            this.order = order;
            this.route = route;
        }

        HttpRoute route() {
            return route;
        }

        /** Returns what is called when the route goes; may be added to and removed from by any thread. */
        Set<Runnable> goneTasks() {
            return goneTasks;
        }

        private boolean covers(String path) {
            return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
        }
    }

    /**
     * Adds a route's path.
     *
     * @param endpoint the endpoint's name
     * @param path the path; all below it is covered too
     * @param ranking which of two equal paths wins: the higher one
     * @param order which of two equal rankings wins: the lower one, the older service
     * @param route what answers
     */
    public synchronized void add(String endpoint, String path, int ranking, long order, HttpRoute route) {
        String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        entries.add(new Entry(endpoint, prefix, ranking, order, route));
        rebuild();
    }

    /** Removes a route with all its paths; exchanges in flight go on, WebSockets end. */
    public void remove(HttpRoute route) {
        List<Entry> gone;
        synchronized (this) {
            gone = entries.stream().filter(entry -> entry.route == route).toList();
            entries.removeIf(entry -> entry.route == route);
            rebuild();
        }
        gone.forEach(entry -> entry.goneTasks.forEach(Runnable::run));
    }

    /** Returns who answers this path of this endpoint, where there is a route. */
    public Optional<Entry> find(String endpoint, String path) {
        return Optional.ofNullable(match(endpoint, path));
    }

    /** Returns true until the route has been removed. */
    boolean holds(Entry entry) {
        return byEndpoint.getOrDefault(entry.endpoint, List.of()).stream().anyMatch(each -> each == entry);
    }

    @Nullable
    Entry match(String endpoint, String path) {
        List<Entry> candidates = byEndpoint.get(endpoint);
        if (candidates != null) {
            for (Entry entry : candidates) {
                if (entry.covers(path)) {
                    return entry;
                }
            }
        }
        return null;
    }

    private void rebuild() {
        Map<String, List<Entry>> next = new HashMap<>();
        entries.stream()
                .sorted(Comparator.comparingInt((Entry entry) -> -entry.prefix.length())
                        .thenComparingInt(entry -> -entry.ranking)
                        .thenComparingLong(entry -> entry.order))
                .forEach(entry -> next.computeIfAbsent(entry.endpoint, any -> new ArrayList<>())
                        .add(entry));
        byEndpoint = next;
    }
}
