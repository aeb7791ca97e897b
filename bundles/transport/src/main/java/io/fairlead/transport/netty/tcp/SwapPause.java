package io.fairlead.transport.netty.tcp;

/**
 * How long one connection waited in a swap: from reads paused, or the last reply in flight if later, to the first bytes
 * that its next handler gets. Where none wait, until reading goes on.
 */
final class SwapPause {
    private volatile long beganNs;
    private volatile long endedNs;

    void none() {
        beganNs = 0;
        endedNs = 0;
    }

    void begins() {
        beganNs = System.nanoTime();
        endedNs = beganNs;
    }

    void lastReply() {
        beganNs = System.nanoTime();
        endedNs = beganNs;
    }

    void ends() {
        endedNs = beganNs == 0 ? 0 : System.nanoTime();
    }

    void firstData() {
        ends();
    }

    long nanos() {
        return Math.max(0, endedNs - beganNs);
    }
}
