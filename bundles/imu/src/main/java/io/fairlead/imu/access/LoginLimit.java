package io.fairlead.imu.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down who guesses passwords: after so many failures within a time, a user is refused from that address until the
 * time is over, and after ten times as many every user is refused from it.
 */
public final class LoginLimit {
    private static final int USERS_OF_AN_ADDRESS = 10;
    private static final int MAX_KEYS = 10_000;

    private final LongSupplier nanoTime;
    private final Map<String, Failures> byKey = new LinkedHashMap<>();

    private record Failures(int count, long sinceNs) {}

    /** @param nanoTime a monotonic clock in nanoseconds */
    public LoginLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Tells whether a log-in may be tried. */
    public synchronized boolean allows(String user, String address, int failures, Duration window) {
        long nowNs = nanoTime.getAsLong();
        return count(user + "@" + address, nowNs, window) < failures
                && count("@" + address, nowNs, window) < USERS_OF_AN_ADDRESS * failures;
    }

    /** A log-in has failed. */
    public synchronized void failed(String user, String address, Duration window) {
        long nowNs = nanoTime.getAsLong();
        add(user + "@" + address, nowNs, window);
        add("@" + address, nowNs, window);
    }

    /** A log-in has succeeded: its user's failures from there are forgotten. */
    public synchronized void succeeded(String user, String address) {
        byKey.remove(user + "@" + address);
    }

    private int count(String key, long nowNs, Duration window) {
        Failures failures = byKey.get(key);
        return failures == null || nowNs - failures.sinceNs() > window.toNanos() ? 0 : failures.count();
    }

    private void add(String key, long nowNs, Duration window) {
        int before = count(key, nowNs, window);
        Failures failures = byKey.remove(key);
        long sinceNs = before == 0 || failures == null ? nowNs : failures.sinceNs();
        byKey.put(key, new Failures(before + 1, sinceNs));
        if (byKey.size() > MAX_KEYS) {
            byKey.remove(byKey.keySet().iterator().next());
        }
    }
}
