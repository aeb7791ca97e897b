package io.fairlead.transport.netty.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.transport.DetachedException;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpRoute;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.WebSocketHandler;
import io.fairlead.transport.netty.EventLoops;
import io.netty.util.ResourceLeakDetector;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class WebSocketTest {
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final List<io.fairlead.transport.WebSocket> sockets = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void watchForLeaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    /** Answers each text with its name, a count, and the text. */
    private final class Counting implements WebSocketHandler {
        private final String name;
        private final io.fairlead.transport.WebSocket socket;
        private int count;

        Counting(String name, io.fairlead.transport.WebSocket socket, int count) {
            this.name = name;
            this.socket = socket;
            this.count = count;
        }

        @Override
        public void onText(String text) {
            count++;
            socket.send(name + count + ":" + (text.length() > 50 ? text.length() + " characters" : text));
        }

        @Override
        public void onBinary(ByteBuffer bytes) {
            socket.send(bytes);
        }

        @Override
        public void onClosed(int code, String reason) {
            closed.add(name + " " + code + " " + reason);
        }

        @Override
        public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
            return CompletableFuture.completedFuture(
                    name.equals("stateless")
                            ? Optional.empty()
                            : Optional.of(SessionState.of("count", 1, new byte[] {(byte) count})));
        }

        @Override
        public void detached() {
            closed.add(name + " detached");
        }
    }

    private final class Service implements Protocol {
        private final String name;

        Service(String name) {
            this.name = name;
        }

        @Override
        public void handle(HttpExchange exchange) {
            upgrade(name, exchange);
        }

        @Override
        public WebSocketHandler open(io.fairlead.transport.WebSocket socket, SessionState state) {
            sockets.add(socket);
            socket.send(name + " has it");
            return new Counting(name, socket, state.bytes()[0]);
        }
    }

    private void upgrade(String name, HttpExchange exchange) {
        Counting[] made = new Counting[1];
        sockets.add(exchange.upgrade(new WebSocketHandler() {
            private Counting counting() {
                if (made[0] == null) {
                    made[0] = new Counting(name, sockets.get(sockets.size() - 1), 0);
                }
                return made[0];
            }

            @Override
            public void onText(String text) {
                counting().onText(text);
            }

            @Override
            public void onBinary(ByteBuffer bytes) {
                counting().onBinary(bytes);
            }

            @Override
            public void onClosed(int code, String reason) {
                counting().onClosed(code, reason);
            }

            @Override
            public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
                return counting().suspend(request);
            }

            @Override
            public void detached() {
                counting().detached();
            }
        }));
    }

    private static final class Client implements WebSocket.Listener {
        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        final WebSocket socket;
        private final StringBuilder text = new StringBuilder();

        Client(HttpServer server, String path) {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(server.uri("ws", path), this)
                    .join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            texts.add("binary " + data.remaining() + (last ? "" : " more"));
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
            texts.add("pong " + StandardCharsets.US_ASCII.decode(data));
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            texts.add("closed " + code + " " + reason);
            return null;
        }

        String next() throws InterruptedException {
            return texts.poll(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldTalkToTheJdksClient() throws Exception {
        try (HttpServer server = new HttpServer(EventLoops.Io.AUTO, new Service("a"))) {
            Client client = new Client(server, "/ws?x");
            client.socket.sendText("hello", true).join();
            assertThat(client.next()).isEqualTo("a1:hello");
            assertThat(sockets)
                    .extracting(io.fairlead.transport.WebSocket::path)
                    .containsExactly("/ws");
            client.socket.sendText("in ", false).join();
            client.socket
                    .sendPing(ByteBuffer.wrap("p".getBytes(StandardCharsets.US_ASCII)))
                    .join();
            client.socket.sendText("two", true).join();
            assertThat(client.next()).isEqualTo("pong p");
            assertThat(client.next()).isEqualTo("a2:in two");
            client.socket.sendText("\u00e9".repeat(200_000), true).join();
            assertThat(client.next()).isEqualTo("a3:200000 characters");
            client.socket.sendBinary(ByteBuffer.allocate(1000), true).join();
            assertThat(client.next()).isEqualTo("binary 1000");
            client.socket.sendClose(3001, "bye").join();
            assertThat(client.next()).isEqualTo("closed 3001 bye");
            await().untilAsserted(() -> assertThat(closed).containsExactly("a 3001 bye"));
            assertThatThrownBy(() -> sockets.get(0).send("late")).isInstanceOf(DetachedException.class);
        }
    }

    @Test
    void shouldCloseFromThisSide() throws Exception {
        try (HttpServer server = new HttpServer(EventLoops.Io.NIO, new Service("a"))) {
            Client client = new Client(server, "/");
            await().until(() -> sockets.size() == 1);
            sockets.get(0).close(4000, "enough");
            assertThat(client.next()).isEqualTo("closed 4000 enough");
            await().untilAsserted(() -> assertThat(closed).containsExactly("a 4000 enough"));
        }
    }

    @Test
    void shouldCarryItsStateAcrossSwaps() throws Exception {
        try (HttpServer server = new HttpServer(EventLoops.Io.AUTO, new Service("a"))) {
            Client client = new Client(server, "/");
            client.socket.sendText("x", true).join();
            assertThat(client.next()).isEqualTo("a1:x");
            server.swap(new Service("b"));
            assertThat(client.next()).isEqualTo("b has it");
            client.socket.sendText("y", true).join();
            assertThat(client.next()).isEqualTo("b2:y");
            await().untilAsserted(() -> assertThat(closed).containsExactly("a detached"));
            assertThatThrownBy(() -> sockets.get(0).send("from the past")).isInstanceOf(DetachedException.class);

            server.park();
            client.socket.sendText("z", true).join();
            server.adopt(new Service("c"));
            assertThat(client.next()).isEqualTo("c has it");
            assertThat(client.next()).isEqualTo("c3:z");
        }
    }

    @Test
    void shouldCloseWith1012WhereThereIsNoState() throws Exception {
        try (HttpServer server = new HttpServer(EventLoops.Io.AUTO, new Service("stateless"))) {
            Client client = new Client(server, "/");
            server.swap(new Service("b"));
            assertThat(client.next()).isEqualTo("closed 1012 service restart");
            await().untilAsserted(() -> assertThat(closed).containsExactly("stateless 1012 service restart"));
        }
    }

    @Test
    void shouldCloseWith1012WhenItsRouteGoesButNotForASwap() throws Exception {
        try (HttpServer server = new HttpServer(EventLoops.Io.AUTO, new Service("a"))) {
            HttpRoute route = exchange -> upgrade("route", exchange);
            server.routes.add("test/http", "/r", 0, 1, route);
            Client client = new Client(server, "/r/x");
            server.swap(new Service("b"));
            client.socket.sendText("x", true).join();
            assertThat(client.next()).isEqualTo("route1:x");
            server.routes.remove(route);
            assertThat(client.next()).isEqualTo("closed 1012 service restart");
            await().untilAsserted(() -> assertThat(closed).containsExactly("route 1012 service restart"));
        }
    }

    @Test
    void shouldTellWhenThePeerIsLost() throws Exception {
        try (HttpServer server = new HttpServer(EventLoops.Io.AUTO, new Service("a"))) {
            Client client = new Client(server, "/");
            client.socket.abort();
            await().untilAsserted(() -> assertThat(closed).containsExactly("a 1006 the connection was lost"));
        }
    }

    @Test
    void shouldRefuseWhatIsNoUpgrade() throws Exception {
        try (HttpServer server = new HttpServer(EventLoops.Io.AUTO, new Service("a"));
                Socket socket = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 426 ")
                    .contains("Sec-WebSocket-Version: 13\r\n");
        }
    }

    @Test
    void shouldCloseOnWhatTheProtocolForbids() throws Exception {
        record Case(int code, List<byte[]> frames) {}
        List<Case> cases = List.of(
                new Case(1002, List.of(frame(0x81, false, "unmasked"))),
                new Case(1002, List.of(frame(0xC1, true, "reserved bit"))),
                new Case(1002, List.of(frame(0x83, true, "reserved opcode"))),
                new Case(1002, List.of(frame(0x80, true, "continuation of nothing"))),
                new Case(1002, List.of(frame(0x01, true, "a"), frame(0x81, true, "b"))),
                new Case(1002, List.of(frame(0x09, true, "fragmented ping"))),
                new Case(1007, List.of(frame(0x81, true, "\u00ff"))),
                new Case(1009, List.of(new byte[] {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4})));
        List<Integer> codes = new ArrayList<>();
        try (HttpServer server = new HttpServer(EventLoops.Io.AUTO, new Service("a"))) {
            for (Case each : cases) {
                codes.add(closeCode(server, each.frames()));
            }
        }
        assertThat(codes)
                .containsExactlyElementsOf(cases.stream().map(Case::code).toList());
    }

    private static byte[] frame(int first, boolean masked, String text) {
        byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer frame = ByteBuffer.allocate(2 + (masked ? 4 : 0) + payload.length);
        frame.put((byte) first).put((byte) (payload.length | (masked ? 0x80 : 0)));
        if (masked) {
            frame.putInt(0);
        }
        return frame.put(payload).array();
    }

    private static int closeCode(HttpServer server, List<byte[]> frames) throws IOException {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            String request = """
                    GET / HTTP/1.1
                    Host: a
                    Connection: keep-alive, Upgrade
                    Upgrade: WebSocket
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                    """;
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            for (byte[] frame : frames) {
                socket.getOutputStream().write(frame);
            }
            DataInputStream in = new DataInputStream(socket.getInputStream());
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readByte());
            }
            assertThat(head).contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
            assertThat(in.readUnsignedByte()).isEqualTo(0x88);
            in.readUnsignedByte();
            return in.readUnsignedShort();
        }
    }
}
