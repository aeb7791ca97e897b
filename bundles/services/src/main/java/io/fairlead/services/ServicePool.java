package io.fairlead.services;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which blocking services work; calls beyond them wait in order. */
final class ServicePool implements AutoCloseable {
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor pool;
    private volatile int maxWaiting;

    ServicePool(int threads, int maxWaiting) {
        AtomicInteger number = new AtomicInteger();
        this.maxWaiting = maxWaiting;
        this.pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "service-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    void update(int threads, int waiting) {
        maxWaiting = waiting;
        if (threads > pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(threads);
            pool.setCorePoolSize(threads);
        } else {
            pool.setCorePoolSize(threads);
            pool.setMaximumPoolSize(threads);
        }
    }

    /** Returns false where too many wait already, or the pool has ended. */
    boolean execute(Runnable task) {
        if (pool.getQueue().size() >= maxWaiting) {
            return false;
        }
        try {
            pool.execute(task);
            return true;
        } catch (RejectedExecutionException ended) {
            return false;
        }
    }

    /** Returns whether one more would have to wait. */
    boolean isBusy() {
        return pool.getActiveCount() >= pool.getMaximumPoolSize();
    }

    int working() {
        return pool.getActiveCount();
    }

    /** Ends when what has begun has ended; nothing new is taken. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
