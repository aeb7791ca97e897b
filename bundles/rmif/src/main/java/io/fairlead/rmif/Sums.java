package io.fairlead.rmif;

import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.platform.metrics.MetricSource;
import io.fairlead.rmif.api.Property;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The platform's figures as properties: each metric under its name, summed over its labels. They can only be read. */
final class Sums {
    private final List<MetricSource> sources = new CopyOnWriteArrayList<>();

    void add(MetricSource source) {
        sources.add(source);
    }

    void remove(MetricSource source) {
        sources.remove(source);
    }

    /** Returns the figure of that name, without regard to case. */
    Optional<Property> property(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return collect().containsKey(wanted)
                ? Optional.of(() -> String.valueOf(collect().getOrDefault(wanted, 0.0)))
                : Optional.empty();
    }

    private Map<String, Double> collect() {
        Map<String, Double> sums = new HashMap<>();
        MetricSink sink = new MetricSink() {
            @Override
            public void counter(String name, String help, double value, String... labels) {
                sums.merge(name.toUpperCase(Locale.ROOT), value, Double::sum);
            }

            @Override
            public void gauge(String name, String help, double value, String... labels) {
                sums.merge(name.toUpperCase(Locale.ROOT), value, Double::sum);
            }
        };
        sources.forEach(source -> source.collect(sink));
        return sums;
    }
}
