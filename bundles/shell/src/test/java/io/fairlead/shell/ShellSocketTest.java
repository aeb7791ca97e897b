package io.fairlead.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.FrameworkUtil;

@Timeout(20)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShellSocketTest {
    @TempDir
    static Path home;

    static SmallPlatform platform;
    static Path socket;
    static final TestCommands commands = new TestCommands();

    @BeforeAll
    static void start() throws Exception {
        platform = new SmallPlatform(home, Map.of());
        socket = platform.socket(Map.of("max-sessions", "3"));
        platform.context()
                .registerService(
                        TestCommands.class,
                        commands,
                        FrameworkUtil.asDictionary(
                                Map.of("osgi.command.scope", "test", "osgi.command.function", new String[] {
                                    "hang", "drip", "flood", "crash"
                                })));
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
                "lb | grep Runtime;Apache Felix Gogo Runtime (1.1.6)",
                "each [a b] { echo x$it };xb",
                "echo é漢;é漢",
                "scr:list;io.fairlead.shell.command.WhyCommand",
                "scr:info io.fairlead.shell.command.WhyCommand;ServiceComponentRuntime",
                "fairlead:health;io.fairlead.shell",
                "fairlead:why shell;io.fairlead.shell runs.",
                "fairlead:ports --help;fairlead:ports",
                "config:list;io.fairlead.shell",
                "headers 0;System Bundle",
                "fairlead:closure shell;Nothing else is refreshed with it.",
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
                "test:crash | 1 | the disk\\u001b[31m is full",
                "lb) | 1 | The line is not understood: unexpected token ')'.",
                "felix:lb a b c d | 1 | lb does not take these words; felix:help lb shows those that it" + " takes.",
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

    @Test
    void shouldInterruptTheCommandWhenItsClientGoes() throws Exception {
        int before = commands.interrupted.get();
        Client client = Client.exec(socket, "test:hang");
        commands.waiting.acquire();
        client.close();
        await().untilAtomic(commands.interrupted, is(before + 1));
    }

    @Test
    void shouldInterruptTheCommandAndKeepTheTerminalOnControlC() throws Exception {
        int before = commands.interrupted.get();
        try (Client client = new Client(socket, "shell 100 30 xterm")) {
            client.until("fairlead> ");
            client.type("test:hang\r");
            commands.waiting.acquire();
            client.type("\u0003");
            await().untilAtomic(commands.interrupted, is(before + 1));
            client.until("The command was interrupted.");
            client.type("echo still | wc -c\r");
            client.until("6");
            client.type("\u0004");
            assertThat(client.end()).isZero();
        }
        assertThat(home.resolve("state/shell-history")).content().contains("test:hang");
    }

    @Test
    void shouldSendOutputAsItComes() throws Exception {
        try (Client client = Client.exec(socket, "test:drip")) {
            client.until("50 %");
            commands.goOn.release();
            assertThat(client.end()).isZero();
            assertThat(client.out()).isEqualTo("50 %\r100 %\n");
        }
    }

    @Test
    void shouldLoseNothingOfALongAnswer() throws Exception {
        try (Client client = Client.exec(socket, "test:flood")) {
            assertThat(client.end()).isZero();
            assertThat(client.out().lines()).hasSize(20_000).last().asString().startsWith("line 19999 ");
        }
    }

    @Test
    void shouldTurnAwayOneMoreThanMaxSessions() throws Exception {
        List<Client> open = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                Client client = new Client(socket, "shell 80 24 dumb");
                open.add(client);
                client.until("fairlead> ");
            }
            try (Client late = Client.exec(socket, "lb")) {
                assertThat(late.end()).isEqualTo(1);
                assertThat(late.error()).startsWith("There are 3 sessions already, as many as max-sessions");
            }
        } finally {
            for (Client client : open) {
                client.close();
            }
        }
        await().untilAsserted(() -> {
            try (Client again = Client.exec(socket, "fairlead:health")) {
                assertThat(again.end()).isZero();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "shell 80", "shell -1 -1 xterm", "exec lb", ""})
    void shouldSayWhatTheFirstLineShouldBe(String firstLine) throws Exception {
        try (Client client = new Client(socket, firstLine)) {
            assertThat(client.end()).isEqualTo(1);
            assertThat(client.error()).contains("should be exec, or shell COLUMNS ROWS TERM.");
        }
    }

    @Test
    void shouldRefuseAFrameBeforeMakingRoomForIt() throws Exception {
        try (Client client = new Client(socket, "exec")) {
            client.sendHead(0, Integer.MAX_VALUE);
            assertThat(client.end()).isEqualTo(1);
            assertThat(client.error()).contains("a frame of 2147483647 bytes is longer than 65536");
        }
    }

    @Test
    void shouldTakeUpChangedSettingsWithoutEndingASession() throws Exception {
        try (Client client = new Client(socket, "shell 80 24 dumb")) {
            client.until("fairlead> ");
            platform.configure("io.fairlead.shell", Map.of("max-sessions", "4"));
            await().untilAsserted(() -> {
                try (Client shown = Client.exec(socket, "config:show io.fairlead.shell")) {
                    shown.end();
                    assertThat(shown.out()).containsPattern("max-sessions +4");
                }
            });
            client.type("exit\r");
            assertThat(client.end()).isZero();
        } finally {
            platform.configure("io.fairlead.shell", Map.of("max-sessions", "3"));
        }
    }
}
