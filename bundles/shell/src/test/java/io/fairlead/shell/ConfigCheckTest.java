package io.fairlead.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.platform.settings.SettingsParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ConfigCheckTest {
    @TempDir
    static Path home;

    static SmallPlatform platform;
    static Path socket;

    @BeforeAll
    static void start() throws Exception {
        platform = new SmallPlatform(home, Map.of("some.place", "12"));
        socket = platform.socket(Map.of(
                "max-sessions",
                "7",
                ".key",
                "hidden1",
                "db-password",
                "hidden2",
                "url",
                "jdbc:x?user=a&password=hidden3"));
        assertThat(SettingsParser.PID).isEqualTo("settings.pid");
    }

    @AfterAll
    static void stop() throws Exception {
        platform.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-sessions = 5 | 0 | FILE is good.",
                "max-sessions = ${some.place} | 0 | FILE is good.",
                "# a comment~max-sessions = \\~  5 | 0 | FILE is good.",
                "# one~~max-sessions = many | 1 | etc/NAME line 3: max-sessions = many: is not a whole number from 1 to"
                        + " 1000; write one, such as 16.",
                "max-sessions: 0~idle-timeout = soon | 1 | etc/NAME line 1: max-sessions = 0: is not a whole number from"
                        + " 1 to 1000; write one, such as 16.~etc/NAME line 2: idle-timeout = soon: is not a length of"
                        + " time; write a number and ms, s, m, h, d or w, such as 30s, or none.",
                "max-session = 5 | 0 | etc/NAME line 1: max-session is not a setting here and has no effect; perhaps you"
                        + " mean max-sessions.~FILE is good apart from that.",
                "max-sessions = x~colour = é | 1 | etc/NAME line 1: max-sessions = x: is not a whole number from 1 to"
                        + " 1000; write one, such as 16.~etc/NAME line 2: colour is not a setting here and has no"
                        + " effect.",
            })
    void shouldTellEveryMistakeWithItsPlaceAndCure(String text, int code, String answer) throws Exception {
        String name = "io.fairlead.shell.cfg";
        Path file = home.resolve("etc").resolve(name);
        Files.writeString(file, text.replace("~", "\n") + "\n");

        try (Client client = Client.exec(socket, "config:check etc/" + name)) {
            int ended = client.end();
            assertThat(client.out() + client.error())
                    .isEqualTo(answer.replace("~", "\n")
                                    .replace("FILE", file.toString())
                                    .replace("NAME", name) + "\n");
            assertThat(ended).isEqualTo(code);
        }
    }

    @Test
    void shouldSayWhoseSettingsItKnows() throws Exception {
        Files.writeString(home.resolve("etc").resolve("io.fairlead.shall-x.cfg"), "a = b\n");
        try (Client client = Client.exec(socket, "config:check io.fairlead.shall-x.cfg")) {
            assertThat(client.end()).isEqualTo(1);
            assertThat(client.error())
                    .isEqualTo("Nobody here reads the settings of io.fairlead.shall; the name of the file says whose"
                            + " they are, and known are io.fairlead.deployer, io.fairlead.shell.\n");
        }
    }

    @Test
    void shouldRefuseWhatIsNoFileOfSettings() throws Exception {
        Files.write(home.resolve("etc").resolve("io.fairlead.shell-b.cfg"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        try (Client missing = Client.exec(socket, "config:check nowhere.cfg");
                Client binary = Client.exec(socket, "config:check io.fairlead.shell-b.cfg")) {
            assertThat(missing.end()).isEqualTo(1);
            assertThat(missing.error()).startsWith("There is no file ").contains("config:list");
            assertThat(binary.end()).isEqualTo(1);
            assertThat(binary.error()).contains("is not UTF-8; save it as UTF-8.");
        }
    }

    @Test
    void shouldMaskSecrets() throws Exception {
        try (Client client = Client.exec(socket, "config:show io.fairlead.shell")) {
            assertThat(client.end()).isZero();
            assertThat(client.out())
                    .containsPattern("max-sessions +7")
                    .containsPattern("\\.key +\\*{8}")
                    .containsPattern("db-password +\\*{8}")
                    .contains("user=a&password=********")
                    .doesNotContain("hidden");
        }
    }
}
