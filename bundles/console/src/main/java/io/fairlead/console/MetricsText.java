package io.fairlead.console;

import io.fairlead.platform.metrics.MetricSink;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Samples in the Prometheus text exposition format 0.0.4: each family once, with its help and type, all of its samples
 * behind it. A sample that would spoil the whole answer (a name that is none, a family of two types, a series given
 * twice) is left out and counted.
 */
final class MetricsText implements MetricSink {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final double EXACT = 1L << 53;

    private final TreeMap<String, Family> families = new TreeMap<>();
    private long refused;

    @Override
    public void counter(String name, String help, double value, String... labels) {
        add(name, "counter", help, value, labels);
    }

    @Override
    public void gauge(String name, String help, double value, String... labels) {
        add(name, "gauge", help, value, labels);
    }

    @Override
    public void histogram(String name, String help, double[] bounds, long[] upTo, double sum, String... labels) {
        if (!NAME.matcher(name).matches() || !areLabels(labels)) {
            refused++;
            return;
        }
        Family family = families.computeIfAbsent(name, each -> new Family("histogram", help, new LinkedHashMap<>()));
        if (!family.type.equals("histogram") || family.samples.containsKey("_count" + series(labels))) {
            refused++;
            return;
        }
        String[] bucket = Arrays.copyOf(labels, labels.length + 2);
        bucket[labels.length] = "le";
        for (int i = 0; i < upTo.length; i++) {
            bucket[labels.length + 1] = number(i < bounds.length ? bounds[i] : Double.POSITIVE_INFINITY);
            family.samples.put("_bucket" + series(bucket), (double) upTo[i]);
        }
        family.samples.put("_sum" + series(labels), sum);
        family.samples.put("_count" + series(labels), (double) upTo[upTo.length - 1]);
    }

    /** Returns how many samples were left out. */
    long refused() {
        return refused;
    }

    private void add(String name, String type, String help, double value, String... labels) {
        if (!NAME.matcher(name).matches() || !areLabels(labels)) {
            refused++;
            return;
        }
        Family family = families.computeIfAbsent(name, each -> new Family(type, help, new LinkedHashMap<>()));
        if (!family.type.equals(type) || family.samples.putIfAbsent(series(labels), value) != null) {
            refused++;
        }
    }

    private static boolean areLabels(String... labels) {
        if (labels.length % 2 != 0) {
            return false;
        }
        for (int i = 0; i < labels.length; i += 2) {
            if (!LABEL.matcher(labels[i]).matches() || labels[i].startsWith("__")) {
                return false;
            }
        }
        return true;
    }

    private static String series(String... labels) {
        if (labels.length == 0) {
            return "";
        }
        StringBuilder series = new StringBuilder("{");
        for (int i = 0; i < labels.length; i += 2) {
            series.append(i == 0 ? "" : ",")
                    .append(labels[i])
                    .append("=\"")
                    .append(escaped(labels[i + 1]).replace("\"", "\\\""))
                    .append('"');
        }
        return series.append('}').toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < EXACT
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        families.forEach((name, family) -> {
            text.append("# HELP ")
                    .append(name)
                    .append(' ')
                    .append(escaped(family.help))
                    .append('\n');
            text.append("# TYPE ").append(name).append(' ').append(family.type).append('\n');
            family.samples.forEach((series, value) -> text.append(name)
                    .append(series)
                    .append(' ')
                    .append(number(value))
                    .append('\n'));
        });
        return text.toString();
    }

    private record Family(String type, String help, Map<String, Double> samples) {}
}
