package io.fairlead.dispatcher.balance;

import java.time.Duration;

/**
 * How things change with time.
 *
 * @param penaltyDecay from the end of a penalty's hold to its end: slowly at first, then faster
 * @param slowStart from a server's return to its full rating; zero: at once
 */
public record Ramps(Duration penaltyDecay, Duration slowStart) {
    private static final double FULL = 100;
    private static final double LEAST_START = 0.1;

    /** Returns what is left of a penalty, from 0 to 100. */
    public double penalty(Standing standing, long now) {
        long since = now - standing.penaltyHeldUntil();
        if (since <= 0 || standing.penalty() == 0) {
            return standing.penalty();
        }
        if (penaltyDecay.isZero() || since >= penaltyDecay.toMillis()) {
            return 0;
        }
        double part = (double) since / penaltyDecay.toMillis();
        return standing.penalty() * (1 - part * part);
    }

    /** Returns how much of its rating a server that has come back gets, from 0.1 to 1. */
    public double start(Standing standing, long now) {
        long since = now - standing.upSince();
        if (standing.upSince() == 0 || slowStart.isZero() || since >= slowStart.toMillis()) {
            return 1;
        }
        return Math.max(LEAST_START, (double) since / slowStart.toMillis());
    }

    /** Returns whether a penalty suppresses the server. */
    public boolean suppresses(Standing standing, long now) {
        return penalty(standing, now) >= FULL;
    }
}
