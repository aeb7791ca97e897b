package io.fairlead.platform.metrics;

import org.osgi.annotation.versioning.ProviderType;

/** Takes samples. Label arguments are names and values in turn. */
@ProviderType
public interface MetricSink {
    /** A figure that only grows; its name ends in {@code _total}. */
    void counter(String name, String help, double value, String... labels);

    /** A figure that goes up and down. */
    void gauge(String name, String help, double value, String... labels);
}
