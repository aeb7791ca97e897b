package io.fairlead.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.deployer.api.SwapEntry;
import io.fairlead.deployer.api.SwapEntry.Way;
import io.fairlead.platform.metrics.MetricSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapLogTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path home;

    @Test
    void shouldRememberSwapsOverAStart() throws Exception {
        SwapEntry done = entry("0.2.0", "");
        SwapEntry abandoned = entry("0.3.0", "no bundle offers a.b; 0.2.0 goes on serving.");
        SwapLog log = new SwapLog(home);
        log.add(done);
        log.add(abandoned);

        assertThat(new SwapLog(home).entries()).containsExactly(done, abandoned);
    }

    @Test
    void shouldKeepTheLastTwoHundred() throws Exception {
        SwapLog log = new SwapLog(home);
        for (int i = 0; i < 205; i++) {
            log.add(entry("1." + i, ""));
        }

        assertThat(log.entries()).hasSize(200);
        assertThat(new SwapLog(home).entries()).isEqualTo(log.entries());
        assertThat(log.entries().get(0).to()).isEqualTo("1.5");
    }

    @Test
    void shouldPassOverLinesThatCannotBeRead() throws Exception {
        SwapLog log = new SwapLog(home);
        log.add(entry("0.2.0", ""));
        Path file = home.resolve("state/swaps.tsv");
        Files.writeString(
                file,
                "half a line\nnever\ta\tb\tc\tLIVE\t1\t2\ttrue\t\n" + Files.readString(file),
                StandardOpenOption.TRUNCATE_EXISTING);

        assertThat(new SwapLog(home).entries()).containsExactly(entry("0.2.0", ""));
    }

    @Test
    void shouldKeepACauseWithTabsAndBreaksOnItsLine() throws Exception {
        new SwapLog(home).add(entry("0.2.0", "a\tb\nc"));

        assertThat(new SwapLog(home).entries()).containsExactly(entry("0.2.0", "a\\u0009b\\u000ac"));
    }

    @Test
    void shouldCountSwapsOfThisRunByOutcome() throws Exception {
        SwapLog log = new SwapLog(home);
        log.add(entry("0.2.0", ""));
        log.add(entry("0.3.0", "it hangs"));
        List<String> samples = new ArrayList<>();

        log.collect(new MetricSink() {
            @Override
            public void counter(String name, String help, double value, String... labels) {
                samples.add(name + " " + List.of(labels) + " " + value);
            }

            @Override
            public void gauge(String name, String help, double value, String... labels) {
                samples.add(name + " " + List.of(labels) + " " + value);
            }
        });

        assertThat(samples)
                .containsExactly(
                        "fairlead_swaps_total [bundle, a.b, outcome, done] 1.0",
                        "fairlead_swaps_total [bundle, a.b, outcome, abandoned] 1.0",
                        "fairlead_swap_connections_total [bundle, a.b] 7.0",
                        "fairlead_swap_longest_pause_seconds [bundle, a.b] 0.0025");
    }

    private static SwapEntry entry(String to, String cause) {
        return new SwapEntry(NOW, "a.b", "0.1.0", to, Way.LIVE, 7, Duration.ofNanos(2_500_000), cause.isEmpty(), cause);
    }
}
