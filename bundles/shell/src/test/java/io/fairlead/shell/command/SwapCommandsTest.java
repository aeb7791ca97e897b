package io.fairlead.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.deployer.api.DeployedEntry;
import io.fairlead.deployer.api.Deployer;
import io.fairlead.deployer.api.DeployerException;
import io.fairlead.deployer.api.FileEntry;
import io.fairlead.deployer.api.LeakEntry;
import io.fairlead.deployer.api.SwapEntry;
import io.fairlead.shell.CommandFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwapCommandsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final SwapEntry LIVE = new SwapEntry(
            NOW, "io.fairlead.imu", "0.1.0", "0.2.0", SwapEntry.Way.LIVE, 1003, Duration.ofNanos(2_140_000), true, "");

    private final List<String> asked = new ArrayList<>();
    private final SwapCommands commands = new SwapCommands(List.of(new Asked()));

    @Test
    void shouldShowEachSwapWithItsOutcome() {
        assertThat(commands.swaps(new String[0])).isEqualTo("""
                TIME                  BUNDLE   FROM   TO     HOW      MOVED  PAUSE   OUTCOME
                2026-01-02T03:04:05Z  imu      0.1.0  0.2.0  live     1003   2.1 ms  done
                2026-01-02T03:04:05Z  imu      0.2.0  0.3.0  live     0      -       abandoned: it cannot be
                                                                                     resolved
                2026-01-02T03:04:05Z  console  0.1.0  0.2.0  restart  -      -       done
                """);
    }

    @Test
    void shouldSwapAndRollBackWithAndWithoutForce() {
        assertThat(commands.swap(new String[] {"deploy/imu.jar"}))
                .isEqualTo("io.fairlead.imu 0.2.0 serves in place of 0.1.0; 1003 handed over, the longest pause"
                        + " 2.1 ms.\n");
        commands.swap(new String[] {"--force", "deploy/imu.jar"});
        commands.rollback(new String[] {"imu"});
        commands.rollback(new String[] {"imu", "--force"});

        assertThat(asked)
                .containsExactly(
                        "swap deploy/imu.jar false",
                        "swap deploy/imu.jar true",
                        "rollback imu false",
                        "rollback imu true");
    }

    @Test
    void shouldSayInOneSentenceWhatWasNotDone() {
        assertThatThrownBy(() -> commands.rollback(new String[] {"none"}))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("There is no previous jar of none.");
        assertThatThrownBy(() -> commands.swap(new String[] {"a.jar", "--hard"}))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--hard is no option");
        assertThatThrownBy(() -> new SwapCommands(List.of()).swaps(new String[0]))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("fairlead:why io.fairlead.deployer");
    }

    @Test
    void shouldShowWhatWasDeployedAndWhatLiesInTheFolder() {
        assertThat(commands.deployed(new String[0])).isEqualTo("""
                BUNDLE           VERSION  SHA-256       SINCE                 PREVIOUS  FROM
                io.fairlead.imu  0.2.0    0123456789ab  2026-01-02T03:04:05Z  0.1.0     imu.jar

                FILE            STATE    MESSAGE
                deploy/bad.jar  refused  deploy/bad.jar is no whole jar
                deploy/imu.jar  taken
                """);
    }

    @Test
    void shouldShowWhatStaysInMemory() {
        assertThat(commands.leaks(new String[0])).isEqualTo("""
                BUNDLE  VERSION  REPLACED              HELD BY
                imu     0.1.0    2026-01-02T03:04:05Z  the thread a has it as its context class loader
                """);
    }

    private final class Asked implements Deployer {
        @Override
        public SwapEntry swap(Path jar, boolean force) {
            asked.add("swap " + jar + " " + force);
            return LIVE;
        }

        @Override
        public SwapEntry rollback(String bundle, boolean force) {
            if (bundle.equals("none")) {
                throw new DeployerException("There is no previous jar of none.");
            }
            asked.add("rollback " + bundle + " " + force);
            return LIVE;
        }

        @Override
        public List<SwapEntry> swaps() {
            return List.of(
                    LIVE,
                    new SwapEntry(
                            NOW,
                            "io.fairlead.imu",
                            "0.2.0",
                            "0.3.0",
                            SwapEntry.Way.LIVE,
                            0,
                            Duration.ZERO,
                            false,
                            "it cannot be resolved"),
                    new SwapEntry(
                            NOW,
                            "io.fairlead.console",
                            "0.1.0",
                            "0.2.0",
                            SwapEntry.Way.RESTART,
                            0,
                            Duration.ZERO,
                            true,
                            ""));
        }

        @Override
        public List<DeployedEntry> deployed() {
            return List.of(new DeployedEntry(
                    "io.fairlead.imu", "0.2.0", "0123456789abcdef", "2026-01-02T03:04:05Z", "imu.jar", "0.1.0"));
        }

        @Override
        public List<LeakEntry> leaks() {
            return List.of(new LeakEntry(
                    "io.fairlead.imu", "0.1.0", NOW, List.of("the thread a has it as its context class loader")));
        }

        @Override
        public List<FileEntry> files() {
            return List.of(
                    new FileEntry("bad.jar", FileEntry.State.REFUSED, "deploy/bad.jar is no whole jar"),
                    new FileEntry("imu.jar", FileEntry.State.TAKEN, ""));
        }
    }
}
