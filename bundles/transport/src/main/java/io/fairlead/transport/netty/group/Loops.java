package io.fairlead.transport.netty.group;

import io.fairlead.transport.netty.Served;
import io.netty.channel.EventLoop;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Many things, and steps done to all of them, each on its loop, with one task for each loop and step. Between two steps
 * a loop may wait for the next one, see {@link HeldLoop}. One thread at a time.
 */
final class Loops {
    private final Map<EventLoop, HeldLoop> held = new LinkedHashMap<>();
    private final Set<Served> all = new LinkedHashSet<>();

    /** Does one thing to all, and returns when it is done. */
    static void each(Collection<? extends Served> all, Consumer<Served> action) {
        Loops loops = new Loops();
        loops.add(all);
        loops.step(action).join();
    }

    /** Takes those of them that are not among the things yet. */
    void add(Collection<? extends Served> more) {
        for (Served each : more) {
            if (all.add(each)) {
                held.computeIfAbsent(each.loop(), HeldLoop::new).add(each);
            }
        }
    }

    Set<Served> all() {
        return all;
    }

    /** Does something to all; no loop waits afterwards. As {@link #stepAndStay} otherwise. */
    CompletableFuture<Void> step(Consumer<Served> action) {
        return stepAndStay(each -> {
            action.accept(each);
            return false;
        });
    }

    /**
     * Does something to all.
     *
     * @param action tells of each whether its loop may wait for the next step; it does so if all may
     * @return completes when all are done, exceptionally with the first failure; others on that loop are left out
     */
    CompletableFuture<Void> stepAndStay(Predicate<Served> action) {
        return CompletableFuture.allOf(
                held.values().stream().map(loop -> loop.step(action)).toArray(CompletableFuture<?>[]::new));
    }

    /** Lets every loop go on. */
    void release() {
        held.values().forEach(HeldLoop::release);
    }
}
