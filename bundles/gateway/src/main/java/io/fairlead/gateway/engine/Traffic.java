package io.fairlead.gateway.engine;

import io.fairlead.platform.metrics.Histogram;
import java.util.concurrent.atomic.LongAdder;

/** What passed for one service or one client: how often, how often with an error, and how long it took. */
final class Traffic implements Figures.Passed {
    private final LongAdder count = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final Histogram latency = Histogram.ofSeconds();

    void began() {
        count.increment();
    }

    @Override
    public long count() {
        return count.sum();
    }

    @Override
    public long errors() {
        return errors.sum();
    }

    @Override
    public Histogram latency() {
        return latency;
    }

    void ended(boolean well, long nanos) {
        if (!well) {
            errors.increment();
        }
        latency.record(nanos);
    }

    void reset() {
        count.reset();
        errors.reset();
        latency.reset();
    }
}
