package io.fairlead.platform.log;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs an event the first time, then at most once in an interval, with the count of those in between. Bounded: the
 * least recent of more than {@value #MAX_KEYS} kinds is forgotten.
 */
public final class RepeatLog {
    private static final int MAX_KEYS = 256;

    private final Logger logger;
    private final LongSupplier nanoTime;
    private final long intervalNs;
    private final Map<String, Seen> seen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MAX_KEYS;
        }
    };

    /**
     * @param logger where the lines go, as warnings
     * @param interval the least time between two lines of one kind
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public RepeatLog(Logger logger, Duration interval, LongSupplier nanoTime) {
        this.logger = logger;
        this.intervalNs = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Tells an event.
     *
     * @param kind events of one kind are counted together
     * @param sentence what happened, where, and the cure
     */
    public void warn(String kind, String sentence) {
        long more;
        synchronized (seen) {
            long nowNs = nanoTime.getAsLong();
            Seen last = seen.get(kind);
            if (last != null && nowNs - last.loggedNs < intervalNs) {
                last.unlogged++;
                return;
            }
            more = last == null ? 0 : last.unlogged;
            seen.put(kind, new Seen(nowNs));
        }
        if (more == 0) {
            logger.warn("{}", sentence);
        } else {
            logger.warn("{} ({} more of the same since the last line)", sentence, more);
        }
    }

    private static final class Seen {
        final long loggedNs;
        long unlogged;

        Seen(long loggedNs) {
            this.loggedNs = loggedNs;
        }
    }
}
