package io.fairlead.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.gateway.testing.LiveGateway;
import io.fairlead.gateway.testing.Server;
import io.fairlead.service.PendingCall;
import io.fairlead.service.TpErrno;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Client mode: A18, A19, and E7 and E14 of the peer that was measured. */
@Timeout(60)
class ClientModeTest {
    @TempDir
    Path home;

    private LiveGateway live;

    @AfterEach
    void stop() {
        if (live != null) {
            live.close();
        }
    }

    @Test
    void shouldConnectWhenTheServerAppearsAndAgainWheneverItDrops() throws Exception {
        int port = freePort();
        start("remote", "127.0.0.1", "port", String.valueOf(port));
        await().until(() -> live.gateway().view().servers().stream().anyMatch(line -> line.failures() > 1));
        long begin = System.nanoTime();
        assertThat(live.errorOf("", "x")).isEqualTo(TpErrno.TPENOREADY);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(50));
        assertThat(live.told().get("server")).contains("cannot be reached");
        try (Server server = new Server(port, message -> "re " + message)) {
            await().atMost(Duration.ofSeconds(1))
                    .until(() -> live.gateway().view().connected() == 1);
            assertThat(live.call("x")).isEqualTo("re x");
            for (int i = 1; i <= 20; i++) {
                server.drop();
                int connects = i + 1;
                await().atMost(Duration.ofSeconds(1))
                        .until(() -> server.accepted() >= connects
                                && live.gateway().view().connected() == 1);
            }
            assertThat(live.call("y")).isEqualTo("re y");
        }
    }

    @Test
    void shouldKeepAsManyConnectionsAsToldAndRotateOverThem() throws Exception {
        try (Server server = new Server(0, message -> "re " + message)) {
            start("remote", "127.0.0.1", "port", String.valueOf(server.port()), "connections", "3");
            await().until(() -> live.gateway().view().connected() == 3);
            for (int i = 0; i < 9; i++) {
                assertThat(live.call("x")).isEqualTo("re x");
            }
            assertThat(live.swap().reason()).isEmpty();
            assertThat(live.call("x")).isEqualTo("re x");
            assertThat(server.accepted()).isEqualTo(3);
        }
    }

    @Test
    void shouldConnectToOneOfSeveralServersAtTheFirstCallOnce() throws Exception {
        try (Server one = new Server(0, message -> "one " + message);
                Server two = new Server(0, message -> "two " + message)) {
            startMulti("127.0.0.1 " + one.port() + " SERVER1", "127.0.0.1 " + two.port() + " SERVER2");
            assertThat(live.gateway().view().connected()).isZero();
            List<PendingCall> calls = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                calls.add(live.services()
                        .services()
                        .callAsync("svcgw@SERVER" + (i % 2 + 1), LiveGateway.request("call " + i)));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(LiveGateway.text(calls.get(i).await(Duration.ofSeconds(10))))
                        .isEqualTo((i % 2 == 0 ? "one" : "two") + " call " + i);
            }
            assertThat(List.of(one.accepted(), two.accepted())).containsExactly(1, 1);
            assertThat(live.errorOf("SERVER3", "x")).isEqualTo(TpErrno.TPENOENT);
        }
    }

    @Test
    void shouldNotLetADeadServerSlowTheOther() throws Exception {
        try (Server one = new Server(0, message -> "one " + message)) {
            startMulti("127.0.0.1 " + one.port() + " SERVER1", "127.0.0.1 " + freePort() + " SERVER2");
            assertThat(live.errorOf("SERVER2", "x")).isEqualTo(TpErrno.TPENOREADY);
            long begin = System.nanoTime();
            assertThat(live.errorOf("SERVER2", "x")).isEqualTo(TpErrno.TPENOREADY);
            assertThat(live.call("SERVER1", "x")).isEqualTo("one x");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void shouldServeARequestOfTheServerToo() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            live = new LiveGateway(
                    home,
                    "mode",
                    "client",
                    "service",
                    "ECHO",
                    "remote",
                    "127.0.0.1",
                    "port",
                    String.valueOf(socket.getLocalPort()));
            try (io.fairlead.gateway.testing.Peer server = new io.fairlead.gateway.testing.Peer(socket.accept())) {
                assertThat(server.ask("from the server")).isEqualTo("from the server");
            }
        }
    }

    private void start(String... more) {
        List<String> all = new ArrayList<>(List.of("mode", "client", "svcgw", "svcgw"));
        all.addAll(List.of(more));
        live = new LiveGateway(home, all.toArray(new String[0]));
    }

    private void startMulti(String... lines) throws IOException {
        Files.writeString(home.resolve("tcpgwhdr.dat"), String.join("\n", lines));
        start("environment-file", "tcpgwhdr.dat");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
