package io.fairlead.rdp;

/** Spreads what is sent over time: a bucket that fills at the rate and may go below empty by one packet. */
final class Pacer {
    private static final double SECOND = 1e9;
    private static final double BURST_SECONDS = 0.004;
    private static final int BURST_PACKETS = 4;
    private static final int FIRST_PACKETS = 10;

    private final double leastBurst;
    private double tokens;
    private double rate = 1;
    private long filledAt;

    /**
     * @param packetBytes the bytes of a packet
     * @param now the time in nanoseconds
     */
    Pacer(int packetBytes, long now) {
        leastBurst = (double) BURST_PACKETS * packetBytes;
        tokens = (double) FIRST_PACKETS * packetBytes;
        filledAt = now;
    }

    void rate(double bytesPerSecond, long now) {
        fill(now);
        rate = bytesPerSecond;
    }

    /** Returns whether a packet may be sent now. */
    boolean ready(long now) {
        fill(now);
        return tokens > 0;
    }

    void sent(int bytes) {
        tokens -= bytes;
    }

    /** Returns when the next packet may be sent. */
    long readyAt(long now) {
        return tokens > 0 ? now : now + (long) Math.min(SECOND, -tokens / rate * SECOND) + 1;
    }

    private void fill(long now) {
        double most = Math.max(leastBurst, rate * BURST_SECONDS);
        if (now > filledAt) {
            tokens = Math.max(tokens, Math.min(most, tokens + (now - filledAt) / SECOND * rate));
            filledAt = now;
        }
    }
}
