package io.fairlead.imu.session;

import io.fairlead.imu.call.ImuException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The server pool: as many requests work on the database at the same time as it has places; the others wait in order. */
final class Work implements Executor, AutoCloseable {
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor pool;
    private volatile int maxWaiting;

    /** @param name of the server, for the names of its threads */
    Work(String name, int places, int maxWaiting) {
        AtomicInteger number = new AtomicInteger();
        this.maxWaiting = maxWaiting;
        this.pool = new ThreadPoolExecutor(
                places, places, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name + "-server-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** Changes the number of places while it works; work that has begun goes on. */
    void resize(int places, int waiting) {
        maxWaiting = waiting;
        if (places > pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(places);
            pool.setCorePoolSize(places);
        } else {
            pool.setCorePoolSize(places);
            pool.setMaximumPoolSize(places);
        }
    }

    /** @throws ImuException {@code SessionBusy} where too many wait already, or the server ends */
    @Override
    public void execute(Runnable task) {
        if (pool.getQueue().size() >= maxWaiting) {
            throw ImuException.full("SessionBusy", "max-waiting", maxWaiting);
        }
        try {
            pool.execute(task);
        } catch (RejectedExecutionException closed) {
            throw new ImuException("SessionEnding", ImuException.LATER, "the server is being stopped");
        }
    }

    int places() {
        return pool.getMaximumPoolSize();
    }

    int working() {
        return pool.getActiveCount();
    }

    int waiting() {
        return pool.getQueue().size();
    }

    /** Ends when what has begun has ended; nothing new is taken. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
