package io.fairlead.bench.swap;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What the clients saw. One event loop only. */
final class Tally {
    private static final long LONGEST_S = 60;

    private Histogram latency = empty();
    long requests;
    long answered;
    long dropped;
    long lost;
    long doubled;
    long reordered;
    long wrongCounts;
    long newcomers;
    long newcomersFailed;

    private static Histogram empty() {
        return new Histogram(TimeUnit.SECONDS.toNanos(LONGEST_S), 3);
    }

    void took(long nanos) {
        answered++;
        latency.recordValue(Math.max(0, Math.min(nanos, TimeUnit.SECONDS.toNanos(LONGEST_S))));
    }

    /** A reply that is not the one that was due: its number tells what happened. */
    void wrong(long due, long came) {
        if (came < due) {
            doubled++;
        } else {
            reordered++;
        }
    }

    /** Returns the latencies since the last call, in nanoseconds, and begins anew. */
    Histogram turn() {
        Histogram past = latency;
        latency = empty();
        return past;
    }

    /** Returns a line of everything that must be 0. */
    String faults() {
        return String.format(
                "%d dropped, %d lost, %d doubled, %d reordered, %d wrong counts, %d of %d newcomers failed",
                dropped, lost, doubled, reordered, wrongCounts, newcomersFailed, newcomers);
    }

    boolean clean() {
        return dropped + lost + doubled + reordered + wrongCounts + newcomersFailed == 0;
    }
}
