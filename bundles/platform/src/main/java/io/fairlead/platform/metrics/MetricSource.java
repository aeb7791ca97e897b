package io.fairlead.platform.metrics;

import org.osgi.annotation.versioning.ConsumerType;

/** A whiteboard service: whoever has figures registers one. */
@ConsumerType
public interface MetricSource {
    /**
     * Tells the present figures. Called at each scrape, from any thread; must not block.
     *
     * @param out takes the samples; names are in snake case with the unit last, such as
     *     {@code fairlead_transport_read_bytes_total}
     */
    void collect(MetricSink out);
}
