package io.fairlead.transport.netty;

import java.time.Duration;
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
        if (open.decrementAndGet() == 0) {
            synchronized (open) {
                open.notifyAll();
            }
        }
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

    /** Waits until none is open, at most so long. */
    void awaitNone(Duration limit) {
        long endNs = System.nanoTime() + limit.toNanos();
        synchronized (open) {
            for (long left = limit.toMillis(); open.get() > 0 && left > 0; ) {
                try {
                    open.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                left = (endNs - System.nanoTime()) / 1_000_000;
            }
        }
    }

    /** Returns how many are open. */
    public int open() {
        return open.get();
    }
}
