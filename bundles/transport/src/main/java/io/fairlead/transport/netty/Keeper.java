package io.fairlead.transport.netty;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for what may block for a moment and must not hold an event loop: leases, and looking at files. */
public final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final ScheduledExecutorService thread;

    /** Starts the thread, so that it inherits nothing from a protocol that is first to use it. */
    public Keeper() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(null, task, "fairlead-keeper", 0, false);
            made.setDaemon(true);
            made.setContextClassLoader(Keeper.class.getClassLoader());
            return made;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.prestartAllCoreThreads();
        thread = executor;
    }

    /** Does something once, later. */
    @SuppressWarnings("FutureReturnValueIgnored") // failures are logged
    public void schedule(Runnable task, long delay, TimeUnit unit) {
        thread.schedule(guarded(task), delay, unit);
    }

    /** Does something again and again, with a pause between. */
    @SuppressWarnings("FutureReturnValueIgnored") // failures are logged
    public void repeat(Runnable task, long pauseMillis) {
        thread.scheduleWithFixedDelay(guarded(task), pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A task of the transport failed.", e);
            }
        };
    }
}
