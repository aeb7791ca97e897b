package io.fairlead.rdp;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counters; written by one thread, read by any. */
public final class Counts {
    private final Map<Count, AtomicLong> values = new EnumMap<>(Count.class);

    /** Makes counters that stand at 0. */
    public Counts() {
        for (Count count : Count.values()) {
            values.put(count, new AtomicLong());
        }
    }

    /** Returns a counter's value. */
    public long get(Count count) {
        return of(count).get();
    }

    void add(Count count, long more) {
        AtomicLong value = of(count);
        value.setRelease(value.getPlain() + more);
    }

    void add(Count count) {
        add(count, 1);
    }

    private AtomicLong of(Count count) {
        return java.util.Objects.requireNonNull(values.get(count));
    }
}
