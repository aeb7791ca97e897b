package io.fairlead.transport.netty;

import io.fairlead.platform.metrics.MetricSink;
import java.util.Map;

/** Collects figures under their name and endpoint. */
final class Figures implements MetricSink {
    private final Map<String, Double> into;

    private Figures(Map<String, Double> into) {
        this.into = into;
    }

    static Figures into(Map<String, Double> map) {
        return new Figures(map);
    }

    @Override
    public void counter(String name, String help, double value, String... labels) {
        into.put(labels.length == 4 ? name + " " + labels[3] : name, value);
    }

    @Override
    public void gauge(String name, String help, double value, String... labels) {
        counter(name, help, value, labels);
    }
}
