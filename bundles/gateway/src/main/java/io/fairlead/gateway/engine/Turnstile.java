package io.fairlead.gateway.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Lets so many in at once (CPC); the others wait in order. May be called from any thread. */
final class Turnstile {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int inside;

    /**
     * Lets one in, or keeps it waiting.
     *
     * @param task runs now, or, on another thread, when there is room
     * @param limit how many may be inside; 0 is no limit
     */
    void enter(Runnable task, int limit) {
        synchronized (this) {
            if (limit > 0 && inside >= limit) {
                waiting.add(task);
                return;
            }
            inside++;
        }
        task.run();
    }

    /** One has left; the next goes in. */
    void leave() {
        Optional<Runnable> next;
        synchronized (this) {
            next = Optional.ofNullable(waiting.poll());
            if (next.isEmpty()) {
                inside--;
            }
        }
        next.ifPresent(Runnable::run);
    }

    synchronized int inside() {
        return inside;
    }

    synchronized int waiting() {
        return waiting.size();
    }
}
