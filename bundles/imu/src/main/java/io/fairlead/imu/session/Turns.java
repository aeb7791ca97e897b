package io.fairlead.imu.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lets tasks run one at a time and in order, so that calls of one handler from several connections never meet, and
 * those that wait hold no place in the server pool.
 */
final class Turns {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    /**
     * Runs a task when those before it have ended.
     *
     * @throws RuntimeException what the executor throws where it refuses; then the task does not run
     */
    void run(Executor executor, Runnable task) {
        synchronized (this) {
            if (running) {
                waiting.add(task);
                return;
            }
            running = true;
        }
        try {
            executor.execute(() -> one(executor, task));
        } catch (RuntimeException refused) {
            next(executor);
            throw refused;
        }
    }

    private void one(Executor executor, Runnable task) {
        try {
            task.run();
        } finally {
            next(executor);
        }
    }

    private void next(Executor executor) {
        Runnable next = take();
        while (next != null) {
            Runnable task = next;
            try {
                executor.execute(() -> one(executor, task));
                return;
            } catch (RuntimeException refused) {
                // The caller's own thread is better than none: the task was accepted.
                task.run();
                next = take();
            }
        }
    }

    private synchronized @Nullable Runnable take() {
        Runnable next = waiting.poll();
        running = next != null;
        return next;
    }
}
