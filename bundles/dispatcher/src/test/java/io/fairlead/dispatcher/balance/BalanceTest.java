package io.fairlead.dispatcher.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private static final Offset<Double> CLOSE = within(1e-9);
    private static final int ROUNDS = 20_000;

    private static Rated<String> rated(String name, double status) {
        return new Rated<>(name, status, false, 0, false);
    }

    private static Map<String, Integer> counts(List<Rated<String>> candidates, OptionalDouble preference) {
        Choice choice = new Choice(new SplittableRandom(11));
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            counts.merge(choice.choose(candidates, preference, 1).get(0).what(), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void shouldRateByHostRateAndPenalty() {
        assertThat(Rating.status(1000, 1000, 0)).isEqualTo(1000, CLOSE);
        assertThat(Rating.status(500, 2000, 25)).isEqualTo(750, CLOSE);
        assertThat(Rating.status(500, -100, 0)).isEqualTo(50, CLOSE);
        assertThat(Rating.status(500, 0.005, 0)).as("standby ignores the load").isEqualTo(0.005, CLOSE);
        assertThat(Rating.status(1000, 0, 0)).isZero();
        assertThat(Rating.isStandby(0.001) && Rating.isStandby(0.009)).isTrue();
        assertThat(Rating.isStandby(0.01) || Rating.isStandby(0)).isFalse();
    }

    @Test
    void shouldChooseByWeight() {
        Map<String, Integer> counts =
                counts(List.of(rated("a", 1000), rated("b", 500), rated("c", 500)), OptionalDouble.empty());
        assertThat(counts.get("a") / (double) ROUNDS).isEqualTo(0.5, within(0.02));
        assertThat(counts.get("b") / (double) ROUNDS).isEqualTo(0.25, within(0.02));
    }

    @Test
    void shouldTakeStandbyWhereNothingElseIsLeftTheHighestFirst() {
        Rated<String> low = new Rated<>("low", 0.001, false, 0, true);
        Rated<String> high = new Rated<>("high", 0.009, false, 0, true);
        Choice choice = new Choice(new SplittableRandom(3));
        assertThat(choice.choose(List.of(low, high, rated("a", 1)), OptionalDouble.empty(), 9))
                .extracting(Rated::what)
                .containsExactly("a", "high", "low");
    }

    @Test
    void shouldGiveThePreferredServerItsShare() {
        assertThat(Choice.share(0.5, 0.6, 3)).as("more than is asked for").isEqualTo(0.6);
        assertThat(Choice.share(0.9, 0.5, 2)).as("gap 0.5 >= spread/2").isEqualTo(0.9);
        double spread = 14.0 / 22.0;
        assertThat(Choice.share(0.9, 0.05, 10)).isEqualTo(2 * 0.05 * 0.9 / spread, CLOSE);
        Rated<String> preferred = new Rated<>("p", 1000, true, 0, false);
        Map<String, Integer> counts = counts(List.of(preferred, rated("b", 1000)), OptionalDouble.of(90));
        assertThat(counts.get("p") / (double) ROUNDS).isEqualTo(0.9, within(0.02));
        assertThat(counts(List.of(preferred, rated("b", 9999)), OptionalDouble.of(-1)))
                .containsOnlyKeys("p");
    }

    @Test
    void shouldKeepToALocalServerUnlessItIsFarBelowTheOthers() {
        Rated<String> local = new Rated<>("local", 500, true, -40, false);
        assertThat(counts(List.of(local, rated("b", 1000)), OptionalDouble.empty()))
                .containsOnlyKeys("local");
        Rated<String> weak = new Rated<>("weak", 100, true, -40, false);
        assertThat(counts(List.of(weak, rated("b", 1000)), OptionalDouble.empty()))
                .containsOnlyKeys("weak", "b");
    }

    @Test
    void shouldHoldAPenaltyThenLetItDecaySlowlyThenFaster() {
        Ramps ramps = new Ramps(Duration.ofSeconds(100), Duration.ofSeconds(10));
        Standing standing = Standing.FRESH.penalized(80, 1_000);
        assertThat(ramps.penalty(standing, 999)).isEqualTo(80);
        double quarter = ramps.penalty(standing, 26_000);
        double half = ramps.penalty(standing, 51_000);
        double threeQuarters = ramps.penalty(standing, 76_000);
        assertThat(80 - quarter).isLessThan(quarter - half);
        assertThat(quarter - half).isLessThan(half - threeQuarters);
        assertThat(ramps.penalty(standing, 101_000)).isZero();
        assertThat(ramps.suppresses(Standing.FRESH.penalized(100, 1_000), 500)).isTrue();
    }

    @Test
    void shouldStartAServerSlowlyThatHasComeBack() {
        Ramps ramps = new Ramps(Duration.ZERO, Duration.ofSeconds(10));
        Standing back = Standing.FRESH.checked(Health.DOWN, 0, 1_000).checked(Health.UP, 0, 2_000);
        assertThat(ramps.start(back, 2_000)).isEqualTo(0.1);
        assertThat(ramps.start(back, 7_000)).isEqualTo(0.5);
        assertThat(ramps.start(back, 12_000)).isEqualTo(1);
        assertThat(ramps.start(Standing.FRESH, 5)).isEqualTo(1);
    }
}
