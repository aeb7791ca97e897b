package io.fairlead.dispatcher.check;

/** What is remembered of a server's checks. On the group's event loop. */
final class Run {
    long dueNs;
    boolean running;
    boolean off;
    int failures;
    int lastExit = -1;
    int repetition;
    long lastNs;

    Run(long dueNs) {
        this.dueNs = dueNs;
    }
}
