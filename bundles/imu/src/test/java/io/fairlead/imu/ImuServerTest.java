package io.fairlead.imu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.imu.testing.LiveServer;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.SocketClient;
import io.fairlead.transport.Binding;
import io.fairlead.transport.HandOver;
import io.fairlead.transport.TransportException;
import io.fairlead.transport.TransportView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The component over real sockets, among them the port examples of the IMu API's FAQ. */
@Timeout(60)
class ImuServerTest {
    private static final String HOST = "127.0.7.1";
    private static final int BUNDLE_STOPPED = 6;
    private static final String FIND = "{\"method\":\"findTerms\",\"params\":[\"and\",[]],\"name\":\"Module\","
            + "\"create\":\"eparties\",\"suspend\":1,\"destroy\":0}";
    private static Museum museum;

    @TempDir
    Path home;

    private LiveServer live;
    private ImuServer server;

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
        if (server != null) {
            server.deactivate(Binding.CONFIGURATION_DELETED);
        }
        live.close();
    }

    private ImuServer newServer(String... settings) {
        ImuServer started = new ImuServer(
                live.context(), LiveServer.properties(settings), live.lastGood(), live.parts(), live.transport());
        started.addCatalogue(museum.catalogue());
        started.start();
        return started;
    }

    private List<Integer> ports() {
        return live.transport().ports().stream()
                .filter(port -> !port.role().equals("admin"))
                .flatMap(port -> port.got().stream())
                .map(InetSocketAddress::getPort)
                .toList();
    }

    private static String fetch(String id, int offset) {
        return "{\"method\":\"fetch\",\"params\":{\"flag\":\"current\",\"offset\":" + offset + ",\"count\":1},\"id\":\""
                + id + "\"}";
    }

    private Set<String> reconnectPorts(int mainPort, int connections) throws IOException {
        Set<String> ports = new TreeSet<>();
        for (int i = 0; i < connections; i++) {
            try (SocketClient client = new SocketClient(HOST, mainPort)) {
                ports.add(SocketClient.member(client.ask(FIND), "reconnect"));
            }
        }
        return ports;
    }

    @Test
    void shouldUseThePortsOfTheFirstExample() throws IOException {
        server = newServer("main-port", "40032", "process-count", "3");

        assertThat(ports()).containsExactly(40032, 45032, 45033, 45034);
        assertThat(reconnectPorts(40032, 3)).containsExactly("45032", "45033", "45034");
        assertThat(live.told()).containsEntry("main", "tcp " + HOST + ":40032 loopback only");
    }

    @Test
    void shouldUseThePortsOfTheSecondExample() throws IOException {
        server = newServer("main-port", "40032");

        assertThat(ports()).containsExactly(40032, 45032);
        assertThat(reconnectPorts(40032, 2)).containsExactly("45032");
    }

    @Test
    void shouldUseThePortsOfTheThirdExample() throws IOException {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/imuserver.conf"), """
                process-count = 5
                main-port = 33000
                reconnect-port = 33001
                """);
        server = newServer("file", "etc/imuserver.conf");

        assertThat(ports()).containsExactly(33000, 33001, 33002, 33003, 33004, 33005);
        assertThat(reconnectPorts(33000, 5)).containsExactly("33001", "33002", "33003", "33004", "33005");
    }

    @Test
    void shouldSkipAPortThatIsTakenAndSaySo() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getByName(HOST), 33002));
            server = newServer("main-port", "33000", "reconnect-port", "33001", "process-count", "5");

            assertThat(ports()).containsExactly(33000, 33001, 33003, 33004, 33005, 33006);
            assertThat(live.transport().ports())
                    .filteredOn(port -> port.role().equals("reconnect.2"))
                    .extracting(TransportView.PortEntry::note)
                    .singleElement()
                    .asString()
                    .contains("33002");
        }
    }

    @Test
    void shouldSayWhyItCannotStartWhereTheMainPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getByName(HOST), 33000));

            assertThatThrownBy(() -> newServer("main-port", "33000")).isInstanceOf(TransportException.class);
            assertThat(live.told().get("failed")).contains("33000");
        }
    }

    @Test
    void shouldReachAHandlerOnlyOnItsOwnProcessesPort() throws IOException {
        server = newServer("main-port", "33000", "reconnect-port", "33001", "process-count", "3");
        String id;
        int port;
        try (SocketClient first = new SocketClient(HOST, 33000)) {
            String found = first.ask(FIND);
            id = SocketClient.member(found, "id");
            port = Integer.parseInt(SocketClient.member(found, "reconnect"));
        }
        for (int each = 33001; each <= 33003; each++) {
            try (SocketClient back = new SocketClient(HOST, each)) {
                assertThat(SocketClient.member(back.ask(fetch(id, 0)), "error"))
                        .isEqualTo(each == port ? "" : "HandlerIdUnknown");
            }
        }
        try (SocketClient elsewhere = new SocketClient(HOST, 33000)) {
            assertThat(SocketClient.member(elsewhere.ask(fetch(id, 0)), "error"))
                    .isEqualTo("HandlerIdUnknown");
        }
    }

    @Test
    void shouldChangeItsSettingsWhileAConnectionGoesOn() throws IOException {
        server = newServer("main-port", "33000", "reconnect-port", "33011");
        try (SocketClient client = new SocketClient(HOST, 33000)) {
            String id = SocketClient.member(client.ask(FIND), "id");

            server.modified(LiveServer.properties(
                    "main-port", "33100", "reconnect-port", "33011", "process-count", "2", "visibility", "intranet"));

            assertThat(ports()).containsExactlyInAnyOrder(33100, 33011, 33012);
            assertThat(client.ask(fetch(id, 0))).contains("\"hits\" : 4", "\"count\" : 0");
            try (SocketClient moved = new SocketClient(HOST, 33100)) {
                assertThat(SocketClient.member(moved.ask(FIND), "result")).isEqualTo("0");
            }
        }
    }

    @Test
    void shouldCloseAProcessesPortWhenItsLastHandlerHasGone() throws IOException {
        String[] settings = {"main-port", "33000", "reconnect-port", "33011", "handler-timeout", "2s"};
        server = newServer(Stream.concat(Stream.of(settings), Stream.of("process-count", "2"))
                .toArray(String[]::new));
        try (SocketClient one = new SocketClient(HOST, 33000)) {
            one.ask(FIND);
            try (SocketClient two = new SocketClient(HOST, 33000)) {
                assertThat(SocketClient.member(two.ask(FIND), "reconnect")).isEqualTo("33012");
            }
        }

        server.modified(LiveServer.properties(settings));

        assertThat(ports()).as("while its handler is kept").containsExactly(33000, 33011, 33012);
        Awaitility.await().untilAsserted(() -> assertThat(ports()).containsExactly(33000, 33011));
        assertThat(live.told()).containsKeys("main", "reconnect.1").doesNotContainKey("reconnect.2");
    }

    @Test
    void shouldKeepItsSettingsWhereTheNewOnesCannotBeUsed() throws IOException {
        server = newServer("main-port", "33000");

        server.modified(LiveServer.properties("main-port", "a hundred"));

        assertThat(ports()).startsWith(33000);
        assertThat(live.told().get("settings")).contains("main-port", "a hundred", "the settings before stay in force");
        assertThat(live.told()).doesNotContainKey("failed");
    }

    @Test
    void shouldFollowTheUsersFile() throws IOException {
        Path conf = Files.createDirectories(home.resolve("etc")).resolve("imuserver.conf");
        Files.writeString(conf, "main-port = 33000\n");
        server = newServer("file", "etc/imuserver.conf", "reconnect-port", "33011");
        assertThat(ports()).containsExactly(33000, 33011);

        Files.writeString(conf, "main-port = 33000\nprocess-count = 2\nuser-name = emu\n");
        Files.setLastModifiedTime(conf, FileTime.from(Instant.now().plusSeconds(5)));

        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(ports())
                .containsExactly(33000, 33011, 33012));
        assertThat(live.told().get("no-effect")).contains("imuserver.conf line 3: user-name = emu: accepted");
    }

    @Test
    void shouldSayThatThereIsNoCatalogueUntilThereIsOne() throws IOException {
        server = newServer("main-port", "33000");
        server.removeCatalogue(museum.catalogue());

        assertThat(live.told().get("catalogue")).contains("ModuleUnavailable");
        try (SocketClient client = new SocketClient(HOST, 33000)) {
            assertThat(SocketClient.member(client.ask(FIND), "error")).isEqualTo("ModuleUnavailable");
            server.addCatalogue(museum.catalogue());
            assertThat(SocketClient.member(client.ask(FIND), "result")).isEqualTo("4");
        }
        assertThat(live.told()).doesNotContainKey("catalogue");
    }

    @Test
    void shouldHandAPagingClientOverToNewCode() throws IOException {
        server = newServer("main-port", "33000", "reconnect-port", "33011");
        try (SocketClient client = new SocketClient(HOST, 33000);
                SocketClient idle = new SocketClient(HOST, 33011)) {
            String id = SocketClient.member(client.ask(FIND), "id");
            assertThat(client.ask(fetch(id, 0))).contains("\"rownum\" : 1");
            byte[] half = (fetch(id, 1) + "\r\n").getBytes(StandardCharsets.UTF_8);
            client.send(half, 0, 30);
            Awaitility.await().until(() -> server.view().counters().requestBytes() == 30);
            ImuServer next = newServer("main-port", "33000", "reconnect-port", "33011");

            HandOver.Outcome outcome =
                    live.transport().handOver(List.of("io.fairlead.imu~live"), Duration.ofSeconds(5), false);

            assertThat(outcome.reason()).isEmpty();
            assertThat(outcome.connections()).isEqualTo(2);
            server.deactivate(BUNDLE_STOPPED);
            server = next;
            client.send(half, 30, half.length);
            assertThat(client.reply()).contains("\"rownum\" : 2");
            assertThat(idle.ask(fetch(id, 1))).contains("\"rownum\" : 3");
            assertThat(server.view().counters().requestBytes()).isZero();
        }
    }

    @Test
    void shouldKeepEverythingWhileItsBundleIsStoppedAndStarted() throws IOException {
        server = newServer("main-port", "33000", "reconnect-port", "33011");
        try (SocketClient client = new SocketClient(HOST, 33000)) {
            String id = SocketClient.member(client.ask(FIND), "id");
            assertThat(client.ask(fetch(id, 0))).contains("\"rownum\" : 1");

            server.deactivate(BUNDLE_STOPPED);
            client.send((fetch(id, 1) + "\r\n").getBytes(StandardCharsets.UTF_8));
            server = newServer("main-port", "33000", "reconnect-port", "33011");

            assertThat(client.reply()).contains("\"rownum\" : 2");
        }
    }

    @Test
    void shouldTellItsFiguresAndItsSessions() throws IOException {
        server = newServer("main-port", "33000", "reconnect-port", "33011");
        ImuCommands commands = new ImuCommands();
        commands.addServer(server);
        try (SocketClient client = new SocketClient(HOST, 33000)) {
            String found = client.ask(FIND);
            client.ask("{\"login\":\"emu\",\"password\":\"secret\"}");

            assertThat(commands.sessions())
                    .contains(
                            "io.fairlead.imu~live: 1 contexts, 2 requests, 1 errors",
                            "reconnect port 33011, 1 handlers")
                    .contains("SessionLoginNotAllowed: 1 times");
            assertThat(commands.handlers()).contains("Module  eparties, 4 hits, at 0", "kept");
            assertThat(commands.contexts()).contains("1 connections  1 handlers");
            assertThat(commands.handlers()).doesNotContain(SocketClient.member(found, "id"));
        }
        Map<String, Double> figures = new java.util.TreeMap<>();
        server.collect(new io.fairlead.platform.metrics.MetricSink() {
            @Override
            public void counter(String name, String help, double value, String... labels) {
                figures.merge(name, value, Double::sum);
            }

            @Override
            public void gauge(String name, String help, double value, String... labels) {
                figures.merge(name, value, Double::sum);
            }
        });
        assertThat(figures)
                .containsEntry("fairlead_imu_requests_total", 2.0)
                .containsEntry("fairlead_imu_errors_total", 1.0)
                .containsEntry("fairlead_imu_result_bytes", 16.0)
                .containsEntry("fairlead_imu_server_pool", 1.0);
    }

    private String admin(String line) throws IOException {
        Map<String, String> key = new java.util.HashMap<>();
        for (String entry : Files.readAllLines(home.resolve("run/io.fairlead.imu~live.admin"))) {
            key.put(entry.split(" = ", 2)[0], entry.split(" = ", 2)[1]);
        }
        try (java.net.Socket socket =
                new java.net.Socket("127.0.0.1", Integer.parseInt(key.getOrDefault("port", "0")))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((line.replace("KEY", key.getOrDefault("key", "")) + "\n").getBytes(StandardCharsets.UTF_8));
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\n\n") < 0) {
                answer.append((char) socket.getInputStream().read());
            }
            return answer.toString();
        }
    }

    @Test
    void shouldTellItsStatusAndStopInOrderAtItsAdminPort() throws IOException {
        server = newServer("main-port", "33000", "reconnect-port", "33001", "admin-port", "31999");
        try (SocketClient client = new SocketClient(HOST, 33000)) {
            client.ask(FIND);

            assertThat(admin("status"))
                    .contains("1 contexts, 1 requests", "process 1: reconnect port 33001, 1 handlers", "key file: ");
            assertThat(admin("dance")).contains("write status, stop KEY or quit");
            assertThat(admin("stop 0123")).contains("wrong key");
            assertThat(Files.getPosixFilePermissions(home.resolve("run/io.fairlead.imu~live.admin")))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
            assertThat(admin("stop KEY")).contains("stopping");

            assertThat(client.reply()).isEmpty();
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(ports()).isEmpty();
            assertThat(live.told()).containsKey("failed");
        });
        assertThat(home.resolve("run/io.fairlead.imu~live.admin")).doesNotExist();
    }

    @Test
    void shouldWarnOfAReconnectionPortThatTheFirewallDoesNotKnow() throws IOException {
        try (ServerSocket other = new ServerSocket(33002, 1, InetAddress.getByName(HOST))) {
            server = newServer(
                    "main-port",
                    "33000",
                    "reconnect-port",
                    "33001",
                    "process-count",
                    "5",
                    "firewall-holes",
                    "33000-33005");

            assertThat(live.told().get("firewall"))
                    .startsWith("The ports 33006 lie outside firewall-holes 33000-33005");
            assertThat(other.isBound()).isTrue();
        }
        server.modified(LiveServer.properties("main-port", "33000", "reconnect-port", "33001"));
        assertThat(live.told()).doesNotContainKey("firewall");
    }

    @Test
    void shouldCheckAFileAndDisconnectAContext() throws IOException {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/next.conf"), "main-port = 33000\nprocess-count = 2\nserver-pool = 3\n");
        Files.writeString(home.resolve("etc/bad.conf"), "process-count = many\n");
        server = newServer("main-port", "33000", "reconnect-port", "33001");
        OperatorCommands commands = new OperatorCommands(live.context());
        commands.addServer(server);
        commands.addTransport(live.transport());

        assertThat(commands.check())
                .contains("io.fairlead.imu~live", "holes in the firewall: 2", "  33000  the main port");
        assertThat(commands.check("etc/next.conf"))
                .contains(
                        "etc/next.conf: no mistakes",
                        "licences: 3 for default access",
                        "  38001  the reconnection port of process 2");
        assertThat(commands.check("etc/bad.conf"))
                .contains("mistake: file = etc/bad.conf: bad.conf line 1: process-count = many is not a whole number");
        assertThat(commands.discon("ffff")).contains("there is no context whose id begins with ffff");
        assertThat(commands.discon("x")).contains("at least the first four digits");
        try (SocketClient client = new SocketClient(HOST, 33000)) {
            String context = SocketClient.member(client.ask(FIND), "context");

            assertThat(commands.discon(context.substring(0, 8))).contains("1 connections are closed");

            assertThat(client.reply()).isEmpty();
        }
        assertThat(server.view().contexts()).isEmpty();
        assertThat(server.view().handlers()).isEmpty();
    }
}
