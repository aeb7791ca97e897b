package io.fairlead.transport.netty.http;

import io.fairlead.transport.Timers;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Timers on an event loop that end with their owner; any thread. */
public final class LoopTimers implements Timers {
    private final EventLoop loop;
    private final Set<Call> open = new HashSet<>();
    private boolean ended;

    /** @param loop where the tasks are called */
    public LoopTimers(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Call call = new Call(task);
        synchronized (open) {
            if (!ended) {
                open.add(call);
                call.pending = loop.schedule(call, delay.toNanos(), TimeUnit.NANOSECONDS);
            }
        }
        return call;
    }

    /** Cancels every call to come, and those that are asked for from now on. */
    public void end() {
        Set<Call> all;
        synchronized (open) {
            ended = true;
            all = Set.copyOf(open);
        }
        all.forEach(Call::cancel);
    }

    private final class Call implements Timer, Runnable {
        private final Runnable task;
        private @Nullable Future<?> pending;

        Call(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (forget()) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            if (forget() && pending != null) {
                pending.cancel(false);
            }
        }

        private boolean forget() {
            synchronized (open) {
                return open.remove(this);
            }
        }
    }
}
