package io.fairlead.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Samples of one figure: the median to quote, with the least and the greatest. */
public final class Figures {
    private final List<Double> samples = new ArrayList<>();

    /** Takes a sample. */
    public void add(double sample) {
        samples.add(sample);
    }

    /** Returns whether there is no sample. */
    public boolean isEmpty() {
        return samples.isEmpty();
    }

    /** Returns the median. */
    public double median() {
        List<Double> sorted = sorted();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Returns {@code median [min..max]}. */
    public String text(String format) {
        List<Double> sorted = sorted();
        return String.format(
                format + " [" + format + ".." + format + "]", median(), sorted.get(0), sorted.get(sorted.size() - 1));
    }

    private List<Double> sorted() {
        List<Double> sorted = new ArrayList<>(samples);
        Collections.sort(sorted);
        return sorted;
    }
}
