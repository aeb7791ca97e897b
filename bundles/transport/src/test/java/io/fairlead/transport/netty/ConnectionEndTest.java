package io.fairlead.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.fairlead.transport.Binding;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.DetachedException;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.TransportView.ConnectionEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConnectionEndTest {
    private Rig rig = new Rig();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void shouldLetThePeerReadTheWholeReplyThoughItStillSends() throws Exception {
        byte[] reply = new byte[3 << 20];
        Binding binding = bind(connection -> bytes -> {
            bytes.position(bytes.limit());
            connection.write(ByteBuffer.wrap(reply));
            connection.close();
        });
        for (int round = 0; round < 5; round++) {
            try (Client client = rig.client(binding)) {
                client.send(new byte[1000]);
                client.send(new byte[200_000]);
                assertThat(client.in.readNBytes(reply.length + 1)).hasSize(reply.length);
            }
        }
    }

    @Test
    void shouldEndAGentleCloseInTimeWhereThePeerNeverEnds() throws Exception {
        rig.close();
        rig = new Rig(Map.of("gentle-close", "300ms"), Path.of("."));
        Binding binding = bind(connection -> bytes -> connection.close());
        try (Client client = rig.client(binding)) {
            client.send("x");
            assertThat(client.in.read()).isEqualTo(-1);
            await().until(() -> rig.transport.connections(1).isEmpty());
            assertThat(rig.transport.endpoints().get(0).connections()).isZero();
        }
    }

    @Test
    void shouldEndAGentleCloseWhereThePeerSendsTooMuch() throws Exception {
        rig.close();
        rig = new Rig(Map.of("gentle-close", "1h", "gentle-close-bytes", "100k"), Path.of("."));
        Binding binding = bind(connection -> bytes -> connection.close());
        try (Client client = rig.client(binding)) {
            client.send("x");
            assertThat(client.in.read()).isEqualTo(-1);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            client.send(new byte[10_000]);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldTellTheHandlerOnceThatItsConnectionWasClosed() throws Exception {
        Binding binding = bind(connection -> bytes -> connection.close());
        try (Client client = rig.client(binding)) {
            client.send("x");
            assertThat(client.in.read()).isEqualTo(-1);
        }
        await().until(() -> rig.transport.connections(1).isEmpty());
        assertThat(told).containsExactly("closed by this side");
    }

    @Test
    void shouldResetWhereTheHandlerAborts() throws Exception {
        Binding binding = bind(connection -> bytes -> connection.abort());
        try (Client client = rig.client(binding)) {
            client.send("x");
            assertThatThrownBy(() -> client.in.read())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
        }
        await().until(() -> told.contains("aborted by this side"));
    }

    @Test
    void shouldAnswerAPeerThatHasEndedItsSide() throws Exception {
        Binding binding = rig.bind(new TestEcho("late") {
            @Override
            public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                return new Handler(this, connection, 0) {
                    @Override
                    public void onEnd(Connection same) {
                        same.timers().schedule(Duration.ofMillis(50), () -> {
                            reply("goodbye");
                            same.close();
                        });
                    }
                };
            }
        });
        try (Client client = rig.client(binding)) {
            client.send("a");
            client.socket.shutdownOutput();
            assertThat(client.receive()).isEqualTo("late 1 a");
            assertThat(client.receive()).isEqualTo("late 1 goodbye");
            assertThat(client.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldReadOnAfterItHasEndedItsOwnSide() throws Exception {
        List<String> got = Collections.synchronizedList(new ArrayList<>());
        Binding binding = bind(connection -> bytes -> {
            got.add(StandardCharsets.UTF_8.decode(bytes).toString());
            connection.write(ByteBuffer.wrap(new byte[] {'!'}));
            connection.shutdownOutput();
        });
        try (Client client = rig.client(binding)) {
            client.send("one".getBytes(StandardCharsets.UTF_8));
            assertThat(client.in.read()).isEqualTo('!');
            assertThat(client.in.read()).isEqualTo(-1);
            client.send("two".getBytes(StandardCharsets.UTF_8));
            await().until(() -> got.equals(List.of("one", "two")));
        }
    }

    @Test
    void shouldGiveASlowReaderTheWholeReplyAfterItHasEndedItsSide() throws Exception {
        byte[] reply = new byte[8 << 20];
        Binding binding = rig.bind(new TestEcho("late") {
            @Override
            public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                return new Handler(this, connection, 0) {
                    @Override
                    public void onEnd(Connection same) {
                        same.write(ByteBuffer.wrap(reply));
                        same.timers().schedule(Duration.ofMillis(300), () -> {
                            same.write(ByteBuffer.wrap(reply));
                            same.close();
                        });
                    }
                };
            }
        });
        try (Client client = rig.client(binding)) {
            client.socket.shutdownOutput();
            client.in.skipNBytes(reply.length);
            await().until(() -> client.in.available() > 0);
            assertThat(client.in.readAllBytes()).hasSize(reply.length);
        }
    }

    @Test
    void shouldTellTheNextHandlerThatThePeerHadEndedWhileParked() throws Exception {
        TestEcho first = new TestEcho("first");
        Binding binding = rig.bind(first);
        try (Client client = rig.client(binding)) {
            client.ask("a");
            binding.park(Duration.ofSeconds(20));
            client.send("b");
            client.socket.shutdownOutput();
            rig.bind(new TestEcho("second"));
            assertThat(client.receive()).isEqualTo("second 2 b");
            assertThat(client.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldForgetAConnectionThatBreaksWhileParked() throws Exception {
        assumeFalse(rig.transport.io().equals("nio"), "NIO tells nothing of a peer while reading is paused");
        Binding binding = rig.bind(new TestEcho("first"));
        Client client = rig.client(binding);
        client.ask("a");
        binding.park(Duration.ofSeconds(20));
        client.socket.setSoLinger(true, 0);
        client.close();
        await().until(() -> rig.transport.connections(1).isEmpty());
        TestEcho second = new TestEcho("second");
        rig.bind(second);
        assertThat(second.handlers).isEmpty();
    }

    @Test
    void shouldCloseOneConnectionForTheOperator() throws Exception {
        Binding binding = bind(connection -> bytes -> connection.write(bytes));
        try (Client client = rig.client(binding);
                Client other = rig.client(binding)) {
            client.send("a");
            client.receive();
            other.send("b");
            other.receive();
            ConnectionEntry oldest = rig.transport.connections(10).get(0);
            assertThat(oldest.remote().getPort()).isEqualTo(client.socket.getLocalPort());
            assertThat(oldest.state()).isEqualTo("serving");
            assertThat(oldest.bytesWritten()).isEqualTo(5);
            assertThat(rig.transport.close(oldest.id())).isTrue();
            assertThat(rig.transport.close(4711)).isFalse();
            assertThat(client.in.read()).isEqualTo(-1);
            await().until(() -> told.equals(List.of("closed by the operator")));
        }
    }

    @Test
    void shouldPauseAndResumeReadingFromAnotherThread() throws Exception {
        List<Connection> connections = Collections.synchronizedList(new ArrayList<>());
        Binding binding = bind(connection -> {
            connections.add(connection);
            return bytes -> connection.write(bytes);
        });
        try (Client client = rig.client(binding)) {
            client.send("a");
            client.receive();
            Connection connection = connections.get(0);
            connection.pauseReading();
            connection.executor().execute(() -> told.add("paused"));
            await().until(() -> told.contains("paused"));
            client.send("b");
            client.socket.setSoTimeout(200);
            assertThatThrownBy(client::receive).hasMessageContaining("timed out");
            client.socket.setSoTimeout(10_000);
            connection.resumeReading();
            assertThat(client.receive()).isEqualTo("b");
        }
    }

    @Test
    void shouldKeepTheOrderOfWritesOfAnotherThread() throws Exception {
        Binding binding = bind(connection -> bytes -> {
            bytes.position(bytes.limit());
            Thread writer = new Thread(() -> {
                for (int i = 0; i < 1000; i++) {
                    connection.write(ByteBuffer.wrap(Client.frame(String.valueOf(i))));
                    if (i % 7 == 0) {
                        connection.flush();
                    }
                }
                connection.close();
            });
            writer.start();
        });
        try (Client client = rig.client(binding)) {
            client.send("go");
            for (int i = 0; i < 1000; i++) {
                assertThat(client.receive()).isEqualTo(String.valueOf(i));
            }
            assertThat(client.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldEndTimersWithTheBinding() throws Exception {
        TestEcho first = new TestEcho("first");
        Binding binding = rig.bind(first);
        try (Client client = rig.client(binding)) {
            client.ask("a");
            Connection connection = first.handlers.get(0).connection;
            connection.timers().schedule(Duration.ofMillis(50), () -> told.add("in time"));
            connection
                    .timers()
                    .schedule(Duration.ofMillis(50), () -> told.add("cancelled"))
                    .cancel();
            await().until(() -> told.contains("in time"));
            connection.timers().schedule(Duration.ofMillis(100), () -> told.add("connection's"));
            first.group.timers().schedule(Duration.ofMillis(100), () -> told.add("group's"));
            rig.bind(new TestEcho("second") {
                @Override
                public ConnectionHandler open(Connection next, Optional<SessionState> state) {
                    next.timers().schedule(Duration.ofMillis(300), () -> told.add("next one's"));
                    return super.open(next, state);
                }
            });
            assertThat(rig.handOver().reason()).isEmpty();
            connection.timers().schedule(Duration.ofMillis(1), () -> told.add("too late"));
            assertThatThrownBy(connection::flush).isInstanceOf(DetachedException.class);
            await().until(() -> told.contains("next one's"));
            assertThat(told).containsExactly("in time", "next one's");
        }
    }

    private Binding bind(Function<Connection, Data> handler) {
        return rig.bind(new TestEcho("test") {
            @Override
            public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                Data data = handler.apply(connection);
                return new ConnectionHandler() {
                    @Override
                    public void onData(ByteBuffer bytes) {
                        data.onData(bytes);
                    }

                    @Override
                    public void onClosed(String cause) {
                        told.add(cause);
                    }
                };
            }
        });
    }

    private interface Data {
        void onData(ByteBuffer bytes);
    }
}
