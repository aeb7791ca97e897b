package io.fairlead.rdp;

/** A monotonic clock. */
@FunctionalInterface
public interface Clock {
    /** Returns a time in nanoseconds that never runs backwards. */
    long nanos();
}
