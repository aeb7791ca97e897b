package io.fairlead.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.transport.Binding;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.TransportView.EndpointEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LimitsTest {
    private Rig rig = new Rig();
    private final TestEcho echo = new TestEcho("echo");

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void shouldRefuseAddressesThatAreNotAllowed() throws Exception {
        Binding binding = rig.bind(echo, Rig.options("allow", "127.0.0.2"));
        try (Client client = rig.client(binding);
                Client other = from("127.0.0.2", Rig.address(binding))) {
            assertGone(client);
            assertThat(other.ask("a")).isEqualTo("echo 1 a");
        }
        assertThat(entry().refused()).isEqualTo(1);
        assertThat(entry().accepted()).isEqualTo(1);
    }

    @Test
    void shouldAllowLoopbackOnlyUnlessToldOtherwise() {
        rig.bind(echo);
        assertThat(rig.parts.part(Rig.KEY).endpoints.get("main"))
                .isEqualTo("tcp 127.0.0.1:" + entry().address().orElseThrow().getPort()
                        + " (loopback only; set host and allow to expose)");
        assertThat(new AccessList(TransportSettings.DEFAULT.allow()).allows(address("192.0.2.1")))
                .isFalse();
    }

    @Test
    void shouldKeepTheNewcomerWaitingWhileFull() throws Exception {
        Binding binding = rig.bind(echo, Rig.options("max-connections", "2"));
        try (Client one = rig.client(binding);
                Client two = rig.client(binding)) {
            one.ask("a");
            two.ask("a");
            try (Client three = rig.client(binding);
                    Client four = rig.client(binding)) {
                three.send("waits");
                four.send("waits too");
                await().until(() -> entry().state().equals("paused"));
                assertThat(entry().connections()).isEqualTo(2);
                one.hangUp();
                assertThat(three.receive()).isEqualTo("echo 1 waits");
                two.hangUp();
                assertThat(four.receive()).isEqualTo("echo 1 waits too");
            }
        }
    }

    @Test
    void shouldAcceptAgainWhenTheLimitIsRaisedWhileItServes() throws Exception {
        Binding binding = rig.bind(echo, Rig.options("max-connections", "1"));
        try (Client one = rig.client(binding);
                Client two = rig.client(binding)) {
            one.ask("a");
            two.send("waits");
            await().until(() -> entry().state().equals("paused"));
            binding.update(Rig.group(Rig.listener(PortRange.exactly(0), Rig.options("max-connections", "2"))));
            assertThat(two.receive()).isEqualTo("echo 1 waits");
            assertThat(entry().state()).isEqualTo("serving");
        }
    }

    @Test
    void shouldRefuseTheNewcomerWhereToldSo() throws Exception {
        Binding binding = rig.bind(echo, Rig.options("max-connections", "1", "when-full", "refuse"));
        try (Client one = rig.client(binding);
                Client two = rig.client(binding)) {
            assertThat(one.ask("a")).isEqualTo("echo 1 a");
            assertGone(two);
        }
        assertThat(entry().refused()).isEqualTo(1);
    }

    @Test
    void shouldLimitConnectionsOfOneAddress() throws Exception {
        Binding binding = rig.bind(echo, Rig.options("max-connections-per-address", "1"));
        try (Client one = rig.client(binding)) {
            one.ask("a");
            try (Client two = rig.client(binding);
                    Client other = from("127.0.0.2", Rig.address(binding))) {
                assertGone(two);
                assertThat(other.ask("b")).isEqualTo("echo 1 b");
            }
        }
        await().until(() -> entry().connections() == 0);
        try (Client again = rig.client(binding)) {
            assertThat(again.ask("c")).isEqualTo("echo 1 c");
        }
    }

    @Test
    void shouldLimitConnectionsInAll() throws Exception {
        rig.close();
        rig = new Rig(Map.of("max-connections", "1"), Path.of("."));
        Binding binding = rig.bind(echo);
        try (Client one = rig.client(binding);
                Client two = rig.client(binding)) {
            one.ask("a");
            two.send("waits");
            await().until(() -> entry().state().equals("paused"));
            one.hangUp();
            assertThat(two.receive()).isEqualTo("echo 1 waits");
        }
    }

    @Test
    void shouldAcceptAFloodFairly() throws Exception {
        rig.close();
        rig = new Rig(Map.of("accepts-per-turn", "4"), Path.of("."));
        Binding binding = rig.bind(echo);
        try (Client early = rig.client(binding)) {
            early.ask("a");
            Client[] flood = new Client[300];
            for (int i = 0; i < flood.length; i++) {
                flood[i] = rig.client(binding);
                flood[i].send("x");
            }
            assertThat(early.ask("b")).isEqualTo("echo 2 b");
            for (Client client : flood) {
                assertThat(client.receive()).isEqualTo("echo 1 x");
                client.close();
            }
        }
    }

    @Test
    void shouldCloseWhatIsIdleAndNothingElse() throws Exception {
        Binding binding = rig.bind(echo, Rig.options("idle-timeout", "400ms"));
        try (Client idle = rig.client(binding);
                Client busy = rig.client(binding)) {
            idle.ask("a");
            await().pollInterval(Duration.ofMillis(100)).until(() -> {
                busy.ask("x");
                return closedFor("idle-timeout");
            });
            assertGone(idle);
            assertThat(busy.ask("y")).endsWith("y");
        }
    }

    @Test
    void shouldCloseAPeerThatDripsOneMessage() throws Exception {
        Binding binding = rig.bind(echo, Rig.options("half-message-timeout", "400ms"));
        try (Client dripping = rig.client(binding);
                Client waiting = rig.client(binding)) {
            waiting.ask("a");
            byte[] frame = Client.frame("x".repeat(1000));
            AtomicInteger at = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                try {
                    dripping.send(new byte[] {frame[at.getAndIncrement()]});
                } catch (IOException closed) {
                    return true;
                }
                return closedFor("half-message-timeout");
            });
            assertThat(at.get()).isLessThan(100);
            assertThat(waiting.ask("b")).isEqualTo("echo 2 b");
        }
    }

    @Test
    void shouldTakeTheHandlersWordForWhenAMessageIsOpen() throws Exception {
        Binding binding = rig.bind(
                new TestEcho("telling") {
                    @Override
                    public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                        Handler handler = new Handler(this, connection, 0) {
                            @Override
                            public void onData(ByteBuffer bytes) {
                                bytes.position(bytes.limit());
                                connection.messageOpen(true);
                            }
                        };
                        handlers.add(handler);
                        return handler;
                    }
                },
                Rig.options("half-message-timeout", "300ms"));
        try (Client client = rig.client(binding)) {
            client.send("swallowed");
            assertGone(client);
        }
    }

    @Test
    void shouldCloseWhereTooMuchOfOneMessageArrives() throws Exception {
        Binding binding = rig.bind(echo, Rig.options("max-unread", "2k"));
        try (Client client = rig.client(binding)) {
            client.send(Client.frame("x".repeat(1500)));
            assertThat(client.receive()).startsWith("echo 1 xxx");
            client.send(Client.frame("x".repeat(100_000)));
            await().until(() -> closedFor("max-unread"));
            assertGone(client);
        }
    }

    @Test
    void shouldHoldAWriterBackThatAPeerDoesNotRead() throws Exception {
        AtomicInteger writable = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        Binding binding = rig.bind(
                new TestEcho("writer") {
                    @Override
                    public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                        return new Handler(this, connection, 0) {
                            @Override
                            protected void onFrame(String payload) {
                                fill();
                            }

                            @Override
                            public void onWritable() {
                                writable.incrementAndGet();
                                if (written.get() < 64 << 20) {
                                    fill();
                                    connection.flush();
                                }
                            }

                            private void fill() {
                                while (connection.isWritable()) {
                                    connection.write(ByteBuffer.allocate(8192));
                                    connection.flush();
                                    written.addAndGet(8192);
                                }
                            }
                        };
                    }
                },
                Rig.options("write-buffer-low", "16k", "write-buffer-high", "64k"));
        try (Client client = rig.client(binding)) {
            client.send("go");
            await().until(() -> written.get() > 0);
            int stuck = await().pollInterval(Duration.ofMillis(200)).until(written::get, now -> now == written.get());
            assertThat(stuck).isLessThan(32 << 20);
            client.in.skipNBytes(64 << 20);
            assertThat(writable.get()).isPositive();
        }
    }

    @Test
    void shouldCloseAConnectionWhoseHandlerFails() throws Exception {
        Binding binding = rig.bind(new TestEcho("failing") {
            @Override
            public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                return new Handler(this, connection, 0) {
                    @Override
                    protected void onFrame(String payload) {
                        if (payload.equals("fail")) {
                            throw new IllegalStateException("as asked");
                        }
                        reply(payload);
                    }
                };
            }
        });
        try (Client client = rig.client(binding);
                Client other = rig.client(binding)) {
            client.send("fail");
            assertGone(client);
            assertThat(other.ask("a")).isEqualTo("failing 0 a");
        }
        Map<String, Double> figures = new TreeMap<>();
        rig.transport.collect(Figures.into(figures));
        assertThat(figures).containsEntry("fairlead_transport_handler_errors_total main", 1.0);
    }

    private boolean closedFor(String limit) {
        return List.copyOf(echo.handlers).stream()
                .anyMatch(handler -> handler.events.toString().contains(limit));
    }

    private EndpointEntry entry() {
        return rig.transport.endpoints().get(0);
    }

    private static Client from(String host, InetSocketAddress to) throws IOException {
        return new Client(new Socket(to.getAddress(), to.getPort(), address(host), 0));
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertGone(Client client) {
        try {
            assertThat(client.in.read()).isEqualTo(-1);
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }
}
