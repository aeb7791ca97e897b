package io.fairlead.bench.swap;

/** One client of the load. One event loop only. */
interface Peer {
    /** Three requests are due now. */
    void turn(long nowNs);

    /** From now on there are always three requests outstanding. */
    void goOn();

    /** No further request is begun. */
    void stop();

    /** Returns how many requests have no reply. */
    long outstanding();

    /** Ends it. */
    void close();
}
