package io.fairlead.catalogue.jdbc;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends sessions whose time is up. One look at all that are open is due at a time, at the earliest deadline there was
 * when it was set: calls that end in time, as nearly all do, never wake the timer's thread.
 */
final class Deadlines implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final long NEVER = Long.MAX_VALUE;

    private final long origin = System.nanoTime();
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong nextLook = new AtomicLong(NEVER);
    private final ScheduledThreadPoolExecutor timer;

    /** @param name of the timer's thread */
    Deadlines(String name) {
        timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns the moment after which a limit has passed, in nanoseconds of these deadlines' own count. */
    long after(Duration limit) {
        long now = now();
        long nanos = limit.toNanos();
        return nanos < NEVER - now ? now + nanos : NEVER - 1;
    }

    /** Watches a session until {@link #leave}. */
    void join(Session session) {
        open.add(session);
        lookAt(session.deadline());
    }

    /** Forgets a session. */
    void leave(Session session) {
        open.remove(session);
    }

    /** Runs something a little later; nothing where the database is being closed. */
    void later(Duration delay, Runnable action) {
        try {
            timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            // The pool's own closing ends what still runs.
            return;
        }
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    private void lookAt(long moment) {
        long due = nextLook.get();
        while (moment < due) {
            if (nextLook.compareAndSet(due, moment)) {
                later(Duration.ofNanos(Math.max(0, moment - now())), this::look);
                return;
            }
            due = nextLook.get();
        }
    }

    private void look() {
        // Set before the look, so that who joins during it is either seen by it or sets the next one.
        nextLook.set(NEVER);
        long earliest = NEVER;
        for (Session session : open) {
            if (session.deadline() <= now()) {
                session.timeIsUp();
            } else {
                earliest = Math.min(earliest, session.deadline());
            }
        }
        if (earliest < NEVER) {
            lookAt(earliest);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
