package io.fairlead.bench.swap;

import java.io.IOException;

/** What is changed under load. */
interface Subject extends AutoCloseable {
    /** Returns where the load goes. */
    Target target();

    /** Changes it once, and returns when that is done or has been asked for. */
    Change change() throws IOException, InterruptedException;

    /** Returns what is left of the old code, in words. */
    String left() throws IOException, InterruptedException;

    @Override
    void close() throws IOException;

    /**
     * How one change went.
     *
     * @param done whether it happened
     * @param pauseMillis the longest pause of one connection, as the server measured it; not a number where it does not
     * @param reason why it did not happen
     */
    record Change(boolean done, double pauseMillis, String reason) {}
}
