package io.fairlead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void shouldReadTheWordsOfRun() {
        Options options =
                Options.parse(List.of("run", "--home", "/h/../i", "--bundles", "b", "--defaults", "d", "--terminal"));

        assertThat(options)
                .isEqualTo(
                        new Options(Options.Command.RUN, Path.of("/i"), Path.of("b"), Path.of("d"), true, List.of()));
    }

    @Test
    void shouldTakeTheCommandWithOrWithoutTheDashes() {
        assertThat(Options.parse(List.of("exec", "fairlead:ports", "-a")).words())
                .containsExactly("fairlead:ports", "-a");
        assertThat(Options.parse(List.of("exec", "--home", "/h", "--", "--home", "x"))
                        .words())
                .containsExactly("--home", "x");
    }

    @ParameterizedTest
    @CsvSource({
        "'', no word",
        "start, start",
        "run bla, bla",
        "run --colour, --colour",
        "run --home, --home",
        "shell now, now",
        "exec, needs a command",
        "exec --, needs a command",
    })
    void shouldNameTheWordThatItDoesNotKnow(String line, String named) {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));

        assertThatThrownBy(() -> Options.parse(words))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(named);
    }
}
