package io.fairlead.transport.netty.tcp;

/**
 * How long one connection waited in a swap: from reads paused, or the last reply in flight if later, to the first bytes
 * that its next handler gets. Where none wait, until reading goes on.
 */
final class SwapPause {
    private long beganNs;
    private long endedNs;

    void begins() {
        beganNs = System.nanoTime();
        endedNs = beganNs;
    }

    void lastReply() {
        beganNs = System.nanoTime();
    }

    void ends() {
        endedNs = System.nanoTime();
    }

    void firstData() {
        endedNs = System.nanoTime();
    }

    long nanos() {
        return Math.max(0, endedNs - beganNs);
    }
}
