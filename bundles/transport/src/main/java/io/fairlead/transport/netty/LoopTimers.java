package io.fairlead.transport.netty;

import io.fairlead.transport.Timers;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Timers on one loop that end together: none runs after {@link #end}, and none is held either. */
public final class LoopTimers implements Timers {
    private final EventExecutor loop;
    private final Consumer<Throwable> failures;
    private final Set<Call> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /**
     * @param loop where calls are made
     * @param failures takes what a call throws
     */
    public LoopTimers(EventExecutor loop, Consumer<Throwable> failures) {
        this.loop = loop;
        this.failures = failures;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Call call = new Call(task);
        open.add(call);
        call.future = loop.schedule(call, delay.toNanos(), TimeUnit.NANOSECONDS);
        if (ended) {
            call.cancel();
        }
        return call;
    }

    /** Cancels everything; what is scheduled later is dropped. */
    public void end() {
        ended = true;
        open.forEach(Call::cancel);
    }

    private final class Call implements Timer, Runnable {
        private volatile @Nullable Runnable task;
        private volatile @Nullable ScheduledFuture<?> future;

        Call(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            Runnable due = task;
            task = null;
            open.remove(this);
            if (due == null || ended) {
                return;
            }
            try {
                due.run();
            } catch (Throwable e) {
                failures.accept(e);
            }
        }

        @Override
        public void cancel() {
            task = null;
            open.remove(this);
            ScheduledFuture<?> scheduled = future;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }
    }
}
