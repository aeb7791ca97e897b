package io.fairlead.rdp;

import java.net.InetAddress;

/** How many answers a neighbourhood (/24, or /48 of IPv6) of strangers gets: a bucket for each of a fixed number. */
final class StrangerLimit {
    private static final int BUCKETS = 1024;
    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 6;
    private static final int FULL_IPV4 = 4;

    private final double perSecond;
    private final double burst;
    private final double[] tokens = new double[BUCKETS];
    private final long[] filledAt = new long[BUCKETS];

    StrangerLimit(double perSecond, double burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        java.util.Arrays.fill(tokens, burst);
        java.util.Arrays.fill(filledAt, now);
    }

    boolean allows(InetAddress address, long now) {
        byte[] bytes = address.getAddress();
        int used = bytes.length == FULL_IPV4 ? IPV4_BYTES : IPV6_BYTES;
        int hash = 17;
        for (int i = 0; i < used; i++) {
            hash = hash * 31 + bytes[i];
        }
        int bucket = (hash ^ (hash >>> 10)) & (BUCKETS - 1);
        tokens[bucket] = Math.min(burst, tokens[bucket] + (now - filledAt[bucket]) / 1e9 * perSecond);
        filledAt[bucket] = now;
        if (tokens[bucket] < 1) {
            return false;
        }
        tokens[bucket]--;
        return true;
    }
}
