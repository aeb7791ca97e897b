package io.fairlead.transport.netty.group;

import io.fairlead.transport.netty.Served;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Does something to many things, each on its loop, with one task for each loop. */
final class Loops {
    private Loops() {}

    /** Returns what completes when all are done, exceptionally with the first failure; others on that loop are left out. */
    static CompletableFuture<Void> each(Collection<? extends Served> all, Consumer<Served> action) {
        Map<EventLoop, List<Served>> byLoop = new LinkedHashMap<>();
        all.forEach(each ->
                byLoop.computeIfAbsent(each.loop(), loop -> new ArrayList<>()).add(each));
        return CompletableFuture.allOf(byLoop.entrySet().stream()
                .map(entry -> CompletableFuture.runAsync(() -> entry.getValue().forEach(action), entry.getKey()))
                .toArray(CompletableFuture<?>[]::new));
    }
}
