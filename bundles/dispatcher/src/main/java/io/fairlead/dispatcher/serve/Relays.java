package io.fairlead.dispatcher.serve;

import io.fairlead.transport.Relay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The joined connections of each server. They are asked whether they have ended, and are not told to say so, since one
 * may outlast this dispatcher by far. From any thread.
 */
final class Relays {
    private final Map<String, List<Relay>> byServer = new HashMap<>();

    synchronized void add(String server, Relay relay) {
        List<Relay> all = byServer.computeIfAbsent(server, key -> new ArrayList<>());
        if ((all.size() & (all.size() - 1)) == 0) {
            drop(all);
        }
        all.add(relay);
    }

    synchronized int of(String server) {
        List<Relay> all = byServer.getOrDefault(server, List.of());
        if (!all.isEmpty()) {
            drop(all);
        }
        return all.size();
    }

    synchronized int open() {
        byServer.values().forEach(Relays::drop);
        byServer.values().removeIf(List::isEmpty);
        return byServer.values().stream().mapToInt(List::size).sum();
    }

    private static void drop(List<Relay> all) {
        all.removeIf(relay -> relay.ended().toCompletableFuture().isDone());
    }
}
