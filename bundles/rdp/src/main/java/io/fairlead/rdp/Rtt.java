package io.fairlead.rdp;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What is known of a path's round trip (RFC 6298, RFC 9002). Times are nanoseconds. */
final class Rtt {
    static final long MILLI = 1_000_000L;

    private static final long INITIAL_TIMEOUT = 1000 * MILLI;
    private static final long LEAST_TIMEOUT = 20 * MILLI;
    private static final long MOST_TIMEOUT = 4000 * MILLI;
    private static final long LEAST_VARIANCE = 10 * MILLI;
    private static final long SLACK = 25 * MILLI;
    private static final long PROBE_SLACK = 5 * MILLI;
    private static final long MEMORY = 10_000 * MILLI;

    private long smoothed;
    private long variance;
    private long latest;
    private long least = Long.MAX_VALUE;
    private long leastAt;
    private boolean known;

    void sample(long rtt, long now) {
        latest = rtt;
        if (known) {
            variance += (Math.abs(smoothed - rtt) - variance) / 4;
            smoothed += (rtt - smoothed) / 8;
        } else {
            known = true;
            smoothed = rtt;
            variance = rtt / 2;
        }
        if (rtt <= least || now - leastAt > MEMORY) {
            least = rtt;
            leastAt = now;
        }
    }

    boolean known() {
        return known;
    }

    long smoothed() {
        return smoothed;
    }

    long latest() {
        return latest;
    }

    /** Returns the least of the last ten seconds; 0 while nothing is known. */
    long least() {
        return known ? least : 0;
    }

    /** Returns how long to wait for a receipt before everything is sent again. */
    long timeout() {
        if (!known) {
            return INITIAL_TIMEOUT;
        }
        long timeout = smoothed + Math.max(4 * variance, LEAST_VARIANCE) + SLACK;
        return Math.max(LEAST_TIMEOUT, Math.min(MOST_TIMEOUT, timeout));
    }

    /** Returns how long to wait for a receipt before one packet asks for it. */
    long probeTimeout() {
        return known ? 2 * smoothed + PROBE_SLACK : INITIAL_TIMEOUT;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeBoolean(known);
        out.writeLong(smoothed);
        out.writeLong(variance);
        out.writeLong(least());
    }

    void restore(DataInputStream in, long now) throws IOException {
        known = in.readBoolean();
        smoothed = in.readLong();
        latest = smoothed;
        variance = in.readLong();
        long saved = in.readLong();
        least = known ? saved : Long.MAX_VALUE;
        leastAt = now;
    }
}
