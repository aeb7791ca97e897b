package io.fairlead.transport.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A coarse clock for one event loop. Connections note the present tick when bytes pass, which costs a field, and are
 * looked at once a tick for time-outs; no timer is made for a message. It stands still while nobody watches it.
 */
public final class LoopClock {
    /** The length of a tick. */
    public static final long TICK_MS = 100;

    private final EventLoop loop;
    private final Set<Watcher> watchers = new LinkedHashSet<>();
    private @Nullable ScheduledFuture<?> beat;
    private long tick;

    /** Something with time-outs. */
    public interface Watcher {
        /** Looks whether a time-out has passed; may stop watching. */
        void onTick(long tick);
    }

    LoopClock(EventLoop loop) {
        this.loop = loop;
    }

    /** Returns the present tick; on the loop. */
    public long tick() {
        return tick;
    }

    /** Watches from now on; on the loop. */
    public void watch(Watcher watcher) {
        watchers.add(watcher);
        if (beat == null) {
            beat = loop.scheduleAtFixedRate(this::beat, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Watches no longer; on the loop. */
    public void unwatch(Watcher watcher) {
        watchers.remove(watcher);
        if (watchers.isEmpty() && beat != null) {
            beat.cancel(false);
            beat = null;
        }
    }

    /** Returns a length of time in ticks, rounded up. */
    public static long ticks(Duration time) {
        return (time.toMillis() + TICK_MS - 1) / TICK_MS;
    }

    private void beat() {
        tick++;
        for (Watcher watcher : watchers.toArray(Watcher[]::new)) {
            watcher.onTick(tick);
        }
    }
}
