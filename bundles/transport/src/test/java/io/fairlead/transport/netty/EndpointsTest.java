package io.fairlead.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.transport.Binding;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.TransportException;
import io.fairlead.transport.TransportView.PortEntry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EndpointsTest {
    private static final int LOW = 20_480;

    private final Rig rig = new Rig();
    private final TestEcho echo = new TestEcho("echo");

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void shouldTakeTheFirstFreePortOfARangeAndNoteWhatItSkipped() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Binding binding = rig.transport.bind(
                    Rig.group(Rig.listener(new PortRange(port, port + 20), EndpointOptions.DEFAULT)), echo);
            assertThat(Rig.address(binding).getPort()).isGreaterThan(port);
            PortEntry line = rig.transport.ports().get(0);
            assertThat(line.wanted()).isEqualTo(port + "-" + (port + 20));
            assertThat(line.got()).contains(Rig.address(binding));
            assertThat(line.note())
                    .contains("port")
                    .contains(String.valueOf(port))
                    .contains("taken, skipped");
            assertThat(line.reason()).isEqualTo("for a test");
        }
    }

    @Test
    void shouldOpenNothingWhereOnePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EndpointSpec lost = new EndpointSpec(
                    "second",
                    EndpointSpec.Kind.LISTENER,
                    PortRange.exactly(taken.getLocalPort()),
                    EndpointOptions.DEFAULT,
                    "for a test");
            assertThatThrownBy(() -> rig.transport.bind(
                            new GroupSpec(
                                    Rig.KEY,
                                    List.of(Rig.listener(PortRange.exactly(0), EndpointOptions.DEFAULT), lost)),
                            echo))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("by another program")
                    .hasMessageContaining("change the port of second in etc/io.fairlead.echo-test.cfg");
            assertThat(rig.transport.endpoints()).isEmpty();
            assertThat(echo.events).containsExactly("detached");
        }
        assertThat(Rig.address(rig.bind(new TestEcho("again")))).isNotNull();
    }

    @Test
    void shouldSayWhatIsWrongWithAHost() {
        assertThatThrownBy(() -> rig.bind(echo, Rig.options("host", "192.0.2.1")))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("192.0.2.1 is no address of this machine");
        assertThatThrownBy(() -> rig.bind(new TestEcho("b"), Rig.options("host", "no.such.host.invalid")))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("no.such.host.invalid")
                .hasMessageContaining("is not known");
    }

    @Test
    void shouldMoveTheListenerAndKeepItsConnections() throws Exception {
        Binding binding = rig.bind(echo);
        InetSocketAddress before = Rig.address(binding);
        try (Client client = rig.client(binding)) {
            client.ask("a");
            binding.update(Rig.group(Rig.listener(new PortRange(LOW, LOW + 500), EndpointOptions.DEFAULT)));
            InetSocketAddress after = Rig.address(binding);

            assertThat(after.getPort()).isBetween(LOW, LOW + 500);
            assertThat(client.ask("b")).isEqualTo("echo 2 b");
            assertThatThrownBy(() -> new Client(before)).hasMessageContaining("refused");
            try (Client second = new Client(after)) {
                assertThat(second.ask("c")).isEqualTo("echo 1 c");
            }
            assertThat(rig.parts.part(Rig.KEY).endpoints.get("main")).contains(String.valueOf(after.getPort()));
        }
    }

    @Test
    void shouldChangeNothingWhereAnUpdateCannotBeDone() throws Exception {
        Binding binding = rig.bind(echo);
        InetSocketAddress before = Rig.address(binding);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> binding.update(Rig.group(Rig.listener(
                            PortRange.exactly(taken.getLocalPort()), Rig.options("max-connections", "1")))))
                    .isInstanceOf(TransportException.class);
        }
        try (Client one = new Client(before);
                Client two = new Client(before)) {
            assertThat(one.ask("a")).isEqualTo("echo 1 a");
            assertThat(two.ask("a")).isEqualTo("echo 1 a");
        }
    }

    @Test
    void shouldOpenAndCloseEndpointsAsTheSettingsSay() throws Exception {
        Binding binding = rig.bind(echo);
        EndpointSpec extra = new EndpointSpec(
                "extra", EndpointSpec.Kind.LISTENER, PortRange.exactly(0), EndpointOptions.DEFAULT, "for a test");
        binding.update(Rig.group(Rig.listener(PortRange.exactly(0), EndpointOptions.DEFAULT), extra));
        InetSocketAddress address = binding.group().endpoint("extra").address().orElseThrow();
        try (Client client = new Client(address)) {
            assertThat(client.ask("a")).isEqualTo("echo 1 a");
            binding.update(Rig.group(Rig.listener(PortRange.exactly(0), EndpointOptions.DEFAULT)));
            assertThat(client.in.read()).isEqualTo(-1);
        }
        assertThat(rig.transport.ports()).extracting(PortEntry::role).containsExactly("main");
        assertThatThrownBy(() -> binding.group().endpoint("extra")).hasMessageContaining("no endpoint extra");
    }

    @Test
    void shouldMoveEndpointsThatFollowThePlatformsHost() throws Exception {
        Binding binding = rig.bind(echo);
        try (Client client = rig.client(binding)) {
            client.ask("a");
            TransportSettings now = rig.transport.settings();
            rig.transport.settings(new TransportSettings(
                    now.io(),
                    now.eventLoops(),
                    "127.0.0.3",
                    now.allow(),
                    now.backlog(),
                    now.acceptsPerTurn(),
                    now.maxConnections(),
                    now.swapLimit(),
                    now.parkLease(),
                    now.grace(),
                    now.gentleClose(),
                    now.gentleCloseBytes(),
                    now.deadPeer(),
                    now.tlsHandshakeTimeout(),
                    now.tlsCheck()));
            assertThat(Rig.address(binding).getHostString()).isEqualTo("127.0.0.3");
            assertThat(client.ask("b")).isEqualTo("echo 2 b");
        }
    }

    @Test
    void shouldMakeConnectionsThatKeepTheirTagThroughASwap() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Binding binding = rig.transport.bind(Rig.group(Rig.connector(EndpointOptions.DEFAULT)), echo);
            Connection made = binding.group()
                    .endpoint("out")
                    .connect((InetSocketAddress) server.getLocalSocketAddress(), "peer 7", Duration.ofSeconds(5))
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
            try (Client peer = new Client(server.accept())) {
                assertThat(made.tag()).isEqualTo("peer 7");
                assertThat(made.remoteAddress()).isEqualTo(server.getLocalSocketAddress());
                assertThat(peer.ask("a")).isEqualTo("echo 1 a");
                TestEcho next = new TestEcho("next");
                rig.transport.bind(Rig.group(Rig.connector(EndpointOptions.DEFAULT)), next);
                assertThat(rig.handOver().reason()).isEmpty();
                assertThat(next.handlers.get(0).connection.tag()).isEqualTo("peer 7");
                assertThat(peer.ask("b")).isEqualTo("next 2 b");
            }
        }
    }

    @Test
    void shouldSayWhyAConnectionCannotBeMade() throws Exception {
        Binding binding =
                rig.transport.bind(Rig.group(Rig.connector(Rig.options("max-connections", "1"))), new TestEcho("out") {
                    @Override
                    public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                        return super.open(connection, state);
                    }
                });
        InetSocketAddress nobody;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            nobody = (InetSocketAddress) server.getLocalSocketAddress();
        }
        assertThatThrownBy(() -> connect(binding, nobody, Duration.ofSeconds(5)))
                .hasCauseInstanceOf(TransportException.class)
                .hasMessageContaining(Rig.KEY + "/out")
                .hasMessageContaining("refused");
        await().until(() -> rig.transport.endpoints().get(0).connections() == 0);
        assertThatThrownBy(() ->
                        connect(binding, InetSocketAddress.createUnresolved("localhost", 1), Duration.ofSeconds(5)))
                .hasMessageContaining("has not been resolved");
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            connect(binding, (InetSocketAddress) server.getLocalSocketAddress(), Duration.ofSeconds(5));
            assertThatThrownBy(() ->
                            connect(binding, (InetSocketAddress) server.getLocalSocketAddress(), Duration.ofSeconds(5)))
                    .hasMessageContaining("max-connections");
        }
    }

    private static Connection connect(Binding binding, InetSocketAddress to, Duration timeout)
            throws ExecutionException, InterruptedException, TimeoutException {
        return binding.group()
                .endpoint("out")
                .connect(to, "", timeout)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }
}
