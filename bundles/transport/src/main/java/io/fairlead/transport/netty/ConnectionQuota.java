package io.fairlead.transport.netty;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the open connections of all endpoints, and wakes the listeners that wait for room. */
public final class ConnectionQuota {
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

    /**
     * Takes a place.
     *
     * @param max how many there may be in all
     * @return false where there is none
     */
    public boolean take(int max) {
        if (open.incrementAndGet() <= max) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    /** Gives a place back. */
    public void giveBack() {
        open.decrementAndGet();
        for (Runnable listener : List.copyOf(waiting)) {
            if (waiting.remove(listener)) {
                listener.run();
            }
        }
    }

    /** Calls a listener once, from any thread, when there is room again. */
    public void whenRoom(int max, Runnable listener) {
        waiting.add(listener);
        if (open.get() < max && waiting.remove(listener)) {
            listener.run();
        }
    }

    /** Returns how many are open. */
    public int open() {
        return open.get();
    }
}
