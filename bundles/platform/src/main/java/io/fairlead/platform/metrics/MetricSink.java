package io.fairlead.platform.metrics;

import org.osgi.annotation.versioning.ProviderType;

/** Takes samples. Label arguments are names and values in turn. */
@ProviderType
public interface MetricSink {
    /** A figure that only grows; its name ends in {@code _total}. */
    void counter(String name, String help, double value, String... labels);

    /** A figure that goes up and down. */
    void gauge(String name, String help, double value, String... labels);

    /**
     * How often something had which size. Unless overridden, it is left out.
     *
     * @param name without {@code _bucket}, {@code _sum} or {@code _count}
     * @param bounds the buckets' upper bounds, rising
     * @param upTo how many were at most each bound, and behind them how many there were at all
     * @param sum of all sizes
     */
    default void histogram(String name, String help, double[] bounds, long[] upTo, double sum, String... labels) {}
}
