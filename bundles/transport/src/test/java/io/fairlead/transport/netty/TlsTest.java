package io.fairlead.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.transport.Binding;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    @TempDir
    private Path folder;

    private final TestEcho echo = new TestEcho("echo");
    private Rig rig;
    private TestCertificates certificates;
    private KeyStore server;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(Map.of("tls-handshake-timeout", "2s"), folder);
        certificates = new TestCertificates(folder);
        server = certificates.make("server");
        certificates.write(server, "server");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void shouldEncryptWithTheNewestVersionAndSurviveASwap() throws Exception {
        Binding binding = rig.bind(echo, options());
        try (Client client = client(binding, TestCertificates.client(server, null))) {
            assertThat(client.ask("a")).isEqualTo("echo 1 a");
            byte[] frame = Client.frame("half");
            client.send(Arrays.copyOf(frame, 5));
            await().until(() -> echo.handlers.get(0).connection.peerSubject().isEmpty());
            rig.bind(new TestEcho("next"), options());
            assertThat(rig.handOver().reason()).isEmpty();
            client.send(Arrays.copyOfRange(frame, 5, frame.length));
            assertThat(client.receive()).isEqualTo("next 2 half");
            assertThat(rig.transport.connections(1).get(0).tls().orElseThrow()).startsWith("TLSv1.3 TLS_");
            assertThat(rig.parts.part(Rig.KEY).endpoints.get("main")).contains("TLS");
        }
    }

    @Test
    void shouldLetThePeerReadTheWholeReplyBeforeItsFarewell() throws Exception {
        String large = "x".repeat(900_000);
        Binding binding = rig.bind(
                new TestEcho("closing") {
                    @Override
                    public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                        return new Handler(this, connection, 0) {
                            @Override
                            protected void onFrame(String payload) {
                                reply(payload);
                                connection.close();
                            }
                        };
                    }
                },
                options());
        try (Client client = client(binding, TestCertificates.client(server, null))) {
            client.send(large);
            assertThat(client.receive()).endsWith(large);
            assertThat(client.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldTakeUpRenewedFilesForNewConnections() throws Exception {
        Binding binding = rig.bind(echo, options());
        try (Client before = client(binding, TestCertificates.client(server, null))) {
            before.ask("a");
            KeyStore renewed = certificates.make("renewed");
            certificates.write(renewed, "server");
            await().until(() -> {
                try (Client after = client(binding, TestCertificates.client(renewed, null))) {
                    return after.ask("b").equals("echo 1 b");
                } catch (SSLHandshakeException stillOld) {
                    return false;
                }
            });
            assertThat(before.ask("c")).isEqualTo("echo 2 c");
        }
    }

    @Test
    void shouldKeepTheOldFilesWhereTheNewOnesAreBad() throws Exception {
        Binding binding = rig.bind(echo, options());
        KeyStore other = certificates.make("other");
        certificates.write(other, "other");
        Files.copy(folder.resolve("other.key"), folder.resolve("server.key"), StandardCopyOption.REPLACE_EXISTING);
        await().until(() -> rig.parts.part(Rig.KEY).warnings.containsKey("tls-main"));
        assertThat(rig.parts.part(Rig.KEY).warnings.get("tls-main"))
                .contains("tls.key and tls.certificate do not belong together", "old ones stay in force");
        try (Client client = client(binding, TestCertificates.client(server, null))) {
            assertThat(client.ask("a")).isEqualTo("echo 1 a");
        }
        certificates.write(server, "server");
        await().until(() -> rig.parts.part(Rig.KEY).warnings.isEmpty());
    }

    @Test
    void shouldRefuseToStartWithFilesThatCannotBeUsed() {
        assertThatThrownBy(() -> rig.bind(echo, Rig.options("tls.certificate", "none.pem", "tls.key", "server.key")))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining(Rig.KEY + "/main")
                .hasMessageContaining("none.pem (tls.certificate) cannot be read");
        assertThatThrownBy(() -> rig.bind(
                        new TestEcho("b"), Rig.options("tls.certificate", "server.pem", "tls.key", "server.pem")))
                .hasMessageContaining("no unencrypted PKCS #8 key");
        assertThat(rig.transport.endpoints()).isEmpty();
    }

    @Test
    void shouldAskClientsForTheirCertificate() throws Exception {
        KeyStore partner = certificates.make("partner");
        certificates.write(partner, "partner");
        Binding binding = rig.bind(
                echo,
                Rig.options(
                        "tls.certificate",
                        "server.pem",
                        "tls.key",
                        "server.key",
                        "tls.trust",
                        "partner.pem",
                        "tls.client-certificate",
                        "needed"));
        try (Client client = client(binding, TestCertificates.client(server, partner))) {
            assertThat(client.ask("a")).isEqualTo("echo 1 a");
            assertThat(echo.handlers.get(0).connection.peerSubject()).contains("CN=partner");
        }
        assertThatThrownBy(() -> {
                    try (Client stranger = client(binding, TestCertificates.client(server, null))) {
                        stranger.ask("a");
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(echo.handlers).hasSize(1);
        await().until(() -> failedHandshakes() == 1);
    }

    @Test
    void shouldRefuseOldVersions() throws Exception {
        Binding binding = rig.bind(
                echo,
                Rig.options("tls.certificate", "server.pem", "tls.key", "server.key", "tls.protocols", "TLSv1.3"));
        assertThatThrownBy(() -> {
                    try (SSLSocket socket = socket(binding, TestCertificates.client(server, null))) {
                        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                        socket.startHandshake();
                    }
                })
                .isInstanceOf(IOException.class);
        await().until(() -> failedHandshakes() == 1);
    }

    @Test
    void shouldCountWhatIsNoTlsAndWhoNeverBegins() throws Exception {
        Binding binding = rig.bind(echo, options());
        try (Client plain = rig.client(binding);
                Client silent = rig.client(binding)) {
            plain.send("this is no TLS, is it");
            assertThat(silent.in.read()).isEqualTo(-1);
            await().until(() -> failedHandshakes() == 2);
        }
        assertThat(echo.handlers).isEmpty();
        await().until(() -> rig.transport.endpoints().get(0).connections() == 0);
    }

    @Test
    void shouldSendSessionTicketsUnlessToldNot() throws Exception {
        for (boolean tickets : new boolean[] {true, false}) {
            Binding binding = rig.bind(
                    new TestEcho("echo"),
                    Rig.options(
                            "tls.certificate",
                            "server.pem",
                            "tls.key",
                            "server.key",
                            "tls.session-tickets",
                            tickets ? "yes" : "no"));
            SSLContext context = TestCertificates.client(server, null);
            try (Client client = client(binding, context)) {
                assertThat(client.ask("a")).isEqualTo("echo 1 a");
            }
            // The runtime's client keeps the handshake's own session, and one more for each ticket.
            List<byte[]> sessions =
                    Collections.list(context.getClientSessionContext().getIds());
            assertThat(sessions).as("session tickets %s", tickets).hasSize(tickets ? 2 : 1);
            binding.close();
            await().until(() -> rig.transport.endpoints().isEmpty());
        }
    }

    @Test
    void shouldConnectWithTlsAndCheckTheServersName() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(server, "changeit".toCharArray());
        context.init(keys.getKeyManagers(), null, null);
        try (SSLServerSocket listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            EndpointOptions trusting = Rig.options("tls.trust", "server.pem");
            Binding binding = rig.transport.bind(Rig.group(Rig.connector(trusting)), echo);
            var connecting = binding.group()
                    .endpoint("out")
                    .connect((InetSocketAddress) listening.getLocalSocketAddress(), "", Duration.ofSeconds(5))
                    .toCompletableFuture();
            try (Client peer = new Client(listening.accept())) {
                assertThat(peer.ask("a")).isEqualTo("echo 1 a");
                assertThat(connecting.get(5, TimeUnit.SECONDS).peerSubject()).contains("CN=server");
            }
            Binding distrusting = rig.transport.bind(
                    new GroupSpec("io.fairlead.echo~b", List.of(Rig.connector(Rig.options("tls", "yes")))),
                    new TestEcho("b"));
            var refused = distrusting
                    .group()
                    .endpoint("out")
                    .connect((InetSocketAddress) listening.getLocalSocketAddress(), "", Duration.ofSeconds(5))
                    .toCompletableFuture();
            try (Socket peer = listening.accept()) {
                assertThatThrownBy(() -> peer.getInputStream().read()).isInstanceOf(IOException.class);
            }
            assertThatThrownBy(() -> refused.get(5, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(TransportException.class)
                    .hasMessageContaining("TLS handshake failed");
        }
    }

    private static EndpointOptions options() {
        return Rig.options("tls.certificate", "server.pem", "tls.key", "server.key");
    }

    private static Client client(Binding binding, SSLContext context) throws IOException {
        SSLSocket socket = socket(binding, context);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return new Client(socket);
    }

    private static SSLSocket socket(Binding binding, SSLContext context) throws IOException {
        InetSocketAddress address = Rig.address(binding);
        return (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    }

    private double failedHandshakes() {
        Map<String, Double> figures = new TreeMap<>();
        rig.transport.collect(Figures.into(figures));
        return figures.get("fairlead_transport_failed_handshakes_total main");
    }
}
