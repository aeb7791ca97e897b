package io.fairlead.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShellSocketTest {
    @TempDir
    static Path home;

    static SmallPlatform platform;
    static Path socket;

    @BeforeAll
    static void start() throws Exception {
        platform = new SmallPlatform(home, Map.of());
        socket = platform.socket(Map.of("max-sessions", "3"));
    }

    @AfterAll
    static void stop() throws Exception {
        platform.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "lb;System Bundle",
                "lb | grep Gogo | wc -l;3",
                "each [a b] { echo x$it };xb",
                "echo é漢;é漢",
                "scr:list;io.fairlead.shell.command.WhyCommand",
                "scr:info io.fairlead.shell.command.WhyCommand;ServiceComponentRuntime",
                "fairlead:health;io.fairlead.shell",
                "fairlead:why shell;io.fairlead.shell runs.",
                "fairlead:ports --help;fairlead:ports",
                "config:list;io.fairlead.shell",
            })
    void shouldRunACommand(String command, String part) throws Exception {
        try (Client client = Client.exec(socket, command)) {
            int code = client.end();
            assertThat(client.error()).isEmpty();
            assertThat(client.out()).contains(part);
            assertThat(code).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fairlead:prots | 2 | There is no command fairlead:prots; perhaps you mean fairlead:ports.",
                "fairlead:ports | 1 | The transport does not run, so there are no ports;"
                        + " fairlead:why io.fairlead.transport says why.",
                "fairlead:why | 1 | fairlead:why needs more words; write fairlead:why NAME.",
                "fairlead:why a b | 1 | \"b\" means nothing to fairlead:why; write fairlead:why NAME.",
                "fairlead:health --all | 1 | --all is no option of fairlead:health; fairlead:health --help tells them all.",
            })
    void shouldSayInASentenceWhatIsWrong(String command, int code, String sentence) throws Exception {
        try (Client client = Client.exec(socket, command)) {
            assertThat(client.end()).isEqualTo(code);
            assertThat(client.error()).isEqualTo(sentence + "\n");
            assertThat(client.out()).isEmpty();
        }
    }

    @Test
    @Order(1)
    void shouldLoadNothingOfTheLineEditorBeforeATerminalComes() throws Exception {
        try (Client client = Client.exec(socket, "fairlead:health")) {
            client.end();
        }
        assertThat(platform.loaded()).contains("io.fairlead.shell.socket.ShellComponent");
        assertThat(platform.loaded())
                .noneMatch(name -> name.startsWith("org.jline.") || name.startsWith("org.apache.felix.gogo.jline."));
    }

    @Test
    void shouldLetNobodyElseIn() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("run"))))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldGiveATerminalAShell() throws Exception {
        try (Client client = new Client(socket, "shell 100 30 xterm")) {
            client.until("fairlead> ");
            client.type("fairlead:health\r");
            client.until("The platform is");
            client.resize(60, 20);
            client.type("fairlead:hea\t\r");
            client.until("The platform is", 2);
            client.type("exit\r");
            assertThat(client.end()).isZero();
        }
    }
}
