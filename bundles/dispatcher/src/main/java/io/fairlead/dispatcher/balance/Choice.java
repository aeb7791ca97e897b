package io.fairlead.dispatcher.balance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/** Chooses by weighted chance, with bonus and preference (the client library's formulas). */
public final class Choice {
    /** What a local server's status is multiplied by where its bonus is not positive. */
    public static final double LOCAL_BONUS = 1.2;

    private static final double FULL = 100;

    private final RandomGenerator random;

    /** @param random gives the chances */
    public Choice(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Returns some of the candidates, the first chosen first; each by weighted chance among those that were left. Standby
     * ones come where no other is left: the highest first, ties by chance.
     *
     * @param candidates who may be chosen
     * @param preference how much a preferred one is, percent; negative: it is taken where it is there
     * @param most how many at most
     */
    public <T> List<Rated<T>> choose(List<Rated<T>> candidates, OptionalDouble preference, int most) {
        List<Rated<T>> left = new ArrayList<>(candidates);
        List<Rated<T>> chosen = new ArrayList<>();
        while (chosen.size() < most && !left.isEmpty()) {
            int next = next(left, preference);
            chosen.add(left.remove(next));
        }
        return chosen;
    }

    private <T> int next(List<Rated<T>> left, OptionalDouble preference) {
        List<Integer> active = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            if (!left.get(i).standby() && left.get(i).status() > 0) {
                active.add(i);
            }
        }
        if (active.isEmpty()) {
            return standby(left);
        }
        double[] weights = weights(active.stream().map(left::get).toList(), preference);
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double point = random.nextDouble() * total;
        for (int i = 0; i < weights.length; i++) {
            point -= weights[i];
            if (point < 0) {
                return active.get(i);
            }
        }
        return active.get(active.size() - 1);
    }

    private <T> int standby(List<Rated<T>> left) {
        double highest =
                left.stream().map(Rated::status).max(Comparator.naturalOrder()).orElseThrow();
        List<Integer> ties = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            if (left.get(i).status() == highest) {
                ties.add(i);
            }
        }
        return ties.get(random.nextInt(ties.size()));
    }

    /** Returns each candidate's weight after bonus and preference. */
    static <T> double[] weights(List<Rated<T>> candidates, OptionalDouble preference) {
        double[] weights = candidates.stream()
                .mapToDouble(each -> boosted(each, preference.isPresent()))
                .toArray();
        int local = -1;
        for (int i = 0; i < weights.length; i++) {
            if (candidates.get(i).local() && (local < 0 || weights[i] > weights[local])) {
                local = i;
            }
        }
        if (local < 0 || weights.length == 1) {
            return weights;
        }
        if (preference.isPresent()) {
            prefer(weights, local, preference.getAsDouble());
        } else if (candidates.get(local).bonus() < 0) {
            keepLocal(weights, local, -candidates.get(local).bonus());
        }
        return weights;
    }

    private static <T> double boosted(Rated<T> candidate, boolean preferred) {
        if (!candidate.local()) {
            return candidate.status();
        }
        return candidate.status() * (candidate.bonus() > 0 && !preferred ? candidate.bonus() : LOCAL_BONUS);
    }

    /** A bonus of -p: the local one, unless its status is below p percent of the mean of the others. */
    private static void keepLocal(double[] weights, int local, double percent) {
        double others = 0;
        for (int i = 0; i < weights.length; i++) {
            others += i == local ? 0 : weights[i];
        }
        double mean = others / (weights.length - 1);
        if (weights[local] >= mean * percent / FULL) {
            leaveOnly(weights, local);
        }
    }

    private static void prefer(double[] weights, int local, double percent) {
        if (percent < 0) {
            leaveOnly(weights, local);
            return;
        }
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double share = share(percent / FULL, weights[local] / total, weights.length);
        double others = total - weights[local];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i == local ? share : weights[i] / others * (1 - share);
        }
    }

    /**
     * Returns the share of the preferred server.
     *
     * @param preference how much it is preferred, from 0 to 1
     * @param gap its share of the total without a preference
     * @param servers how many there are
     */
    static double share(double preference, double gap, int servers) {
        if (gap >= preference) {
            return gap;
        }
        double spread = 14.0 / (servers + 12.0);
        return gap >= spread / servers ? preference : 2 * gap * preference / spread;
    }

    private static void leaveOnly(double[] weights, int local) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i == local ? weights[i] : 0;
        }
    }
}
