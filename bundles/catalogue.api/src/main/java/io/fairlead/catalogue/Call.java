package io.fairlead.catalogue;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One call's bounds: how long it may take, and a way to end it from another thread. The time limit starts when the
 * store begins to work and holds for each method of a view that gets this object; the catalogue's own limit holds as
 * well. A call that ends early throws {@link CatalogueException} of kind {@code TIME_OUT} or {@code CANCELLED}.
 */
public final class Call {
    private final Duration timeLimit;
    private final Set<Runnable> actions = new LinkedHashSet<>();
    private boolean cancelled;

    private Call(Duration timeLimit) {
        this.timeLimit = timeLimit;
    }

    /**
     * Returns a new call.
     *
     * @param timeLimit above zero
     */
    public static Call within(Duration timeLimit) {
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new IllegalArgumentException("the time limit of a call is above zero, not " + timeLimit);
        }
        return new Call(timeLimit);
    }

    /** Returns how long the call may take. */
    public Duration timeLimit() {
        return timeLimit;
    }

    /** Ends the call, now or when it comes; may be called by any thread and more than once. */
    public void cancel() {
        List<Runnable> waiting;
        synchronized (this) {
            cancelled = true;
            waiting = List.copyOf(actions);
            actions.clear();
        }
        waiting.forEach(Runnable::run);
    }

    /** Tells whether it was cancelled. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /**
     * For the provider: runs an action when the call is cancelled, at once where it was already.
     *
     * @return what to close when the action no longer applies
     */
    public Registration onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                actions.add(action);
                return () -> remove(action);
            }
        }
        action.run();
        return () -> {};
    }

    private synchronized void remove(Runnable action) {
        actions.remove(action);
    }

    /** An action that waits for a call to be cancelled. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
