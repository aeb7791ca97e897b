package io.fairlead.platform.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How long something took, counted in buckets. May be recorded from any thread. */
public final class Histogram {
    private static final double NANOS = 1e9;
    private static final double[] SECONDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
    };

    private final double[] bounds;
    private final long[] boundsNs;
    private final AtomicLongArray counts;
    private final LongAdder sumNs = new LongAdder();

    private Histogram(double... bounds) {
        this.bounds = bounds;
        this.boundsNs = new long[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            boundsNs[i] = Math.round(bounds[i] * NANOS);
        }
        this.counts = new AtomicLongArray(bounds.length + 1);
    }

    /** Returns one with buckets from 0.1 ms to 60 s. */
    public static Histogram ofSeconds() {
        return new Histogram(SECONDS.clone());
    }

    /** Counts one length of time. */
    public void record(long nanos) {
        int bucket = 0;
        while (bucket < boundsNs.length && nanos > boundsNs[bucket]) {
            bucket++;
        }
        counts.incrementAndGet(bucket);
        sumNs.add(nanos);
    }

    /** Forgets what was counted. */
    public void reset() {
        for (int i = 0; i < counts.length(); i++) {
            counts.set(i, 0);
        }
        sumNs.reset();
    }

    /** Returns how long it took on average, in nanoseconds; 0 where nothing was counted. */
    public double averageNanos() {
        long count = count();
        return count == 0 ? 0 : (double) sumNs.sum() / count;
    }

    /** Returns how many were counted. */
    public long count() {
        long count = 0;
        for (int i = 0; i < counts.length(); i++) {
            count += counts.get(i);
        }
        return count;
    }

    /**
     * Tells the figures.
     *
     * @param name in snake case, ending in {@code _seconds}
     * @param help what it is
     * @param labels names and values in turn
     */
    public void collect(MetricSink out, String name, String help, String... labels) {
        long[] upTo = new long[counts.length()];
        long count = 0;
        for (int i = 0; i < upTo.length; i++) {
            count += counts.get(i);
            upTo[i] = count;
        }
        out.histogram(name, help, bounds.clone(), upTo, sumNs.sum() / NANOS, labels);
    }
}
