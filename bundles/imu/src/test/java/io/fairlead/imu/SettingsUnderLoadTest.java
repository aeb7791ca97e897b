package io.fairlead.imu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.imu.testing.LiveServer;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.PagingClient;
import io.fairlead.imu.testing.SocketClient;
import io.fairlead.transport.Binding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Settings that change while clients page through their results without a break. */
@Timeout(60)
class SettingsUnderLoadTest {
    private static final String HOST = "127.0.7.9";
    private static final int CLIENTS = 6;
    private static final String FIND =
            "{\"method\":\"findTerms\",\"params\":[\"and\",[]],\"name\":\"Module\",\"create\":\"eparties\",";
    private static final String WITHOUT_HANDLER = "{\"method\":\"find\",\"name\":\"Unheard\"}";
    private static final String FIND_ONCE = FIND + "\"destroy\":1}";
    private static final String FIND_AND_SUSPEND = FIND + "\"destroy\":0,\"suspend\":1}";
    private static Museum museum;

    @TempDir
    Path home;

    private final List<PagingClient> clients = new ArrayList<>();
    private final List<ImuServer> servers = new ArrayList<>();
    private LiveServer live;

    @BeforeAll
    static void open() {
        museum = new Museum();
    }

    @AfterAll
    static void closeMuseum() {
        museum.close();
    }

    @BeforeEach
    void start() {
        live = new LiveServer(home, HOST);
    }

    @AfterEach
    void close() {
        clients.forEach(PagingClient::end);
        servers.forEach(server -> server.deactivate(Binding.CONFIGURATION_DELETED));
        live.close();
    }

    private ImuServer newServer(String... settings) {
        ImuServer started = new ImuServer(
                live.context(), LiveServer.properties(settings), live.lastGood(), live.parts(), live.transport());
        started.addCatalogue(museum.catalogue());
        started.start();
        servers.add(started);
        return started;
    }

    private List<Integer> ports() {
        return live.transport().ports().stream()
                .filter(port -> !port.role().equals("admin"))
                .flatMap(port -> port.got().stream())
                .map(InetSocketAddress::getPort)
                .sorted()
                .toList();
    }

    @Test
    void shouldDropNoConnectionThatTheNewSettingsAllow() throws IOException {
        ImuServer server = newServer("main-port", "33200", "reconnect-port", "33210");
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new PagingClient(HOST, 33200));
        }
        Map<String, String> settings = new HashMap<>(Map.of("main-port", "33200", "reconnect-port", "33210"));
        List<Map<String, String>> changes = List.of(
                Map.of("main-port", "33201"),
                Map.of("process-count", "4"),
                Map.of("server-pool", "6"),
                Map.of("process-count", "2"),
                Map.of("server-pool", "1"),
                Map.of("main.max-connections", "3", "main.when-full", "refuse"),
                Map.of("main.max-connections", "100", "main.max-connections-per-address", "2"),
                Map.of("main.max-connections-per-address", "100"),
                Map.of("handler-timeout", "10m", "context-timeout", "20m"),
                Map.of("main.write-buffer-low", "8k", "main.write-buffer-high", "16k"),
                Map.of("reconnect-port", "33220"),
                Map.of("process-count", "1", "main-port", "33200"));
        for (Map<String, String> change : changes) {
            awaitPages();
            settings.putAll(change);
            server.modified(LiveServer.properties(settings.entrySet().stream()
                    .flatMap(each -> List.of(each.getKey(), each.getValue()).stream())
                    .toArray(String[]::new)));
            assertThat(live.told()).as("after %s", change).doesNotContainKeys("settings", "ports", "failed");
        }
        awaitPages();
        assertThat(ports()).containsExactly(33200, 33220);
        assertThat(clients).extracting(PagingClient::failure).containsOnly(Optional.empty());
        try (SocketClient newcomer = new SocketClient(HOST, 33200)) {
            assertThat(SocketClient.member(newcomer.ask(FIND_ONCE), "result")).isEqualTo("4");
        }
    }

    /** Every client has had a few more pages. */
    private void awaitPages() {
        Map<PagingClient, Long> before = new HashMap<>();
        clients.forEach(each -> before.put(each, each.pages()));
        await().atMost(Duration.ofSeconds(20)).until(() -> clients.stream()
                .allMatch(each ->
                        each.pages() > before.get(each) + 4 || each.failure().isPresent()));
    }

    @Test
    void shouldNotGiveAProcessThatHasEndedItsReconnectPortAgainInASwap() throws IOException {
        ImuServer server = newServer("main-port", "33230", "reconnect-port", "33231", "process-count", "3");
        List<SocketClient> connections = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SocketClient connection = new SocketClient(HOST, 33230);
            connections.add(connection);
            assertThat(SocketClient.member(connection.ask(WITHOUT_HANDLER), "error"))
                    .isEqualTo("HandlerUnknown");
        }
        String[] fewer = {"main-port", "33230", "reconnect-port", "33231", "process-count", "1"};
        server.modified(LiveServer.properties(fewer));
        assertThat(ports()).containsExactly(33230, 33231);

        newServer(fewer);
        assertThat(live.transport()
                        .handOver(live.transport().staged(), Duration.ofSeconds(5), false)
                        .reason())
                .isEmpty();
        for (SocketClient connection : connections) {
            assertThat(SocketClient.member(connection.ask(WITHOUT_HANDLER), "error"))
                    .isEqualTo("HandlerUnknown");
        }

        assertThat(ports()).containsExactly(33230, 33231);
        for (int i = 0; i < 4; i++) {
            try (SocketClient newcomer = new SocketClient(HOST, 33230)) {
                assertThat(SocketClient.member(newcomer.ask(FIND_AND_SUSPEND), "reconnect"))
                        .isEqualTo("33231");
            }
        }
        for (SocketClient connection : connections) {
            connection.close();
        }
    }
}
