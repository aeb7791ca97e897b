package io.fairlead.dispatcher.balance;

/** The effective status of a server (the client library's formula). */
public final class Rating {
    /** The status of a host of which nothing is known, of static servers, and of those in standby. */
    public static final double BASE = 1000;

    /** Rates up to this are standby: used where there is nothing else. */
    public static final double STANDBY = 0.009;

    /** The rate of a server that its check puts into standby. */
    public static final double CHECKED_STANDBY = 0.005;

    private static final double FULL = 100;

    private Rating() {}

    /**
     * Returns base × rate / 1000 × (100 − penalty) / 100, as an absolute value; 0 where the rate is 0.
     *
     * @param base the host's status, {@link #BASE} for static servers
     * @param rate the server's rate
     * @param penalty from 0 to 100
     */
    public static double status(double base, double rate, double penalty) {
        return rate == 0 ? 0 : Math.abs((isStandby(rate) ? BASE : base) * rate / BASE * (FULL - penalty) / FULL);
    }

    /** Returns whether a rate means standby. */
    public static boolean isStandby(double rate) {
        return rate > 0 && rate <= STANDBY;
    }
}
