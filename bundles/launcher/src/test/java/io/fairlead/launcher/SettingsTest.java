package io.fairlead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaultsWithoutAFile() {
        assertThat(Settings.read(folder.resolve("none")).startupLimit()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void shouldReadTimesAndSizesWithUnits() throws IOException {
        Path file = Files.writeString(folder.resolve("launcher.properties"), """
                startup-limit = 2 min
                drain-limit=1500 ms
                drain-hard-limit = 3
                log-level = Debug
                log-file-size = 1 MiB
                log-files = 2
                """);

        assertThat(Settings.read(file))
                .isEqualTo(new Settings(
                        Duration.ofMinutes(2),
                        Duration.ofMillis(1500),
                        Duration.ofSeconds(3),
                        Level.DEBUG,
                        1 << 20,
                        2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "startup-limit = soon",
                "startup-limit = 0 s",
                "drain-limit = 999999999 min",
                "log-level = loud",
                "log-file-size = 1 KiB",
                "log-files = 0",
                "drain-hard-limit = 1 s",
                "colour = blue",
            })
    void shouldNameFileAndWordOfAMistake(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("launcher.properties"), line);

        assertThatThrownBy(() -> Settings.read(file))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_SETTING))
                .hasMessageContaining(file.toString())
                .hasMessageContaining(line.substring(0, line.indexOf(' ')));
    }
}
