package io.fairlead.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.dispatcher.testing.EchoServer;
import io.fairlead.dispatcher.testing.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks over real sockets. */
@Timeout(60)
class CheckerTest {
    private static final String HOST = "127.0.8.6";
    private static final String[] QUICK = {"check-fall", "1", "slow-start", "none", "check-timeout", "2s"};

    @TempDir
    Path home;

    private DispatcherRig rig;
    private volatile int status = 200;

    @AfterEach
    void stop() {
        rig.close();
    }

    private void start(String registry) throws IOException {
        rig = new DispatcherRig(home, HOST).start(registry, QUICK);
    }

    private List<String> servers(String service, String mode) throws IOException {
        return rig.ask(Site.lookUp(service, "").replace("INFORMATION_ONLY", mode)).fields("Server-Info-").stream()
                .map(line -> line.split(" ", -1)[2])
                .sorted()
                .toList();
    }

    private static int closedPort() throws IOException {
        try (EchoServer gone = new EchoServer("127.0.0.1")) {
            return gone.port();
        }
    }

    private void answer(InputStream in, OutputStream out) throws IOException {
        in.read();
        out.write(("HTTP/1.0 " + status + " X\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void shouldHideAServerThatDoesNotAnswerAndShowItToWhoAsks() throws IOException {
        int dead = closedPort();
        try (EchoServer live = new EchoServer("127.0.0.1")) {
            start("svc[1] STANDALONE 127.0.0.1:%d L=no\nsvc[1] STANDALONE 127.0.0.1:%d L=no\n"
                    .formatted(live.port(), dead));
            await().untilAsserted(() ->
                    assertThat(servers("svc", "INFORMATION_ONLY")).containsExactly("127.0.0.1:" + live.port()));
            assertThat(servers("svc", "OK_DOWN")).hasSize(2);
            assertThat(new DispatcherCommandsView(rig).services()).contains(":" + dead, "down");
        }
    }

    @Test
    void shouldFollowTheStatusOfAnHttpCheckAndWhatDependsOnIt() throws IOException {
        try (EchoServer web = new EchoServer("127.0.0.1", this::answer)) {
            start("""
                    web[1,http:/alive] HTTP 127.0.0.1:%d /x L=no
                    needs[0,+web] STANDALONE 127.0.0.1:1 L=no
                    spare[0,!+web] STANDALONE 127.0.0.1:2 L=no
                    """.formatted(web.port()));
            assertThat(servers("needs", "INFORMATION_ONLY")).hasSize(1);
            assertThat(servers("spare", "INFORMATION_ONLY")).isEmpty();
            status = 500;
            await().untilAsserted(
                            () -> assertThat(servers("web", "INFORMATION_ONLY")).isEmpty());
            assertThat(servers("needs", "INFORMATION_ONLY")).isEmpty();
            assertThat(servers("spare", "INFORMATION_ONLY")).hasSize(1);
            status = 204;
            await().untilAsserted(
                            () -> assertThat(servers("web", "INFORMATION_ONLY")).hasSize(1));
        }
    }

    @Test
    void shouldObeyAScriptsExitCode() throws IOException {
        Path script = home.resolve("check");
        Path code = home.resolve("code");
        Files.writeString(code, "0");
        Files.writeString(script, "#!/bin/sh\necho \"$*\" >>" + home.resolve("calls") + "\nexit $(cat " + code + ")\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        start("svc[1,./check] STANDALONE 127.0.0.1:4 L=no\n");
        await().until(() -> Files.exists(home.resolve("calls")));
        assertThat(Files.readString(home.resolve("calls"))).startsWith("svc 127.0.0.1:4\n");
        Files.writeString(code, "111");
        await().untilAsserted(
                        () -> assertThat(servers("svc", "INFORMATION_ONLY")).isEmpty());
        Files.writeString(code, "50");
        await().untilAsserted(() -> assertThat(rig.lookUp("svc", "").fields("Server-Info-"))
                .containsExactly("Server-Info-1: STANDALONE 127.0.0.1:4 L=no R=500.00 S=no T=30"));
        Files.writeString(code, "200");
        await().untilAsserted(() -> assertThat(rig.lookUp("svc", "").fields("Server-Info-"))
                .containsExactly("Server-Info-1: STANDALONE 127.0.0.1:4 L=no R=0.005 S=no T=30"));
        assertThat(Files.readString(home.resolve("calls"))).containsPattern("svc 127.0.0.1:4 111 [0-9]+ [0-9]+\n");
    }

    @Test
    void shouldNotBelieveChecksThatAllFailAtOnce() throws IOException {
        start(
                "svc[1] STANDALONE 127.0.0.1:%d L=no\nsvc[1] STANDALONE 127.0.0.1:%d L=no\nsvc[1] STANDALONE 127.0.0.1:%d L=no\n"
                        .formatted(closedPort(), closedPort(), closedPort()));
        await().untilAsserted(() ->
                assertThat(new DispatcherCommandsView(rig).services()).containsPattern("(?s)down.*down.*down"));
        assertThat(servers("svc", "INFORMATION_ONLY")).hasSize(3);
    }

    /** The commands of one dispatcher. */
    private record DispatcherCommandsView(DispatcherRig rig) {
        String services() {
            DispatcherCommands commands = new DispatcherCommands();
            commands.addServer(rig.server());
            return commands.services();
        }
    }
}
