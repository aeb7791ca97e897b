package io.fairlead.transport.netty.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.transport.HttpBody;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpHeaders;
import io.fairlead.transport.netty.EventLoops;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class HttpListenerTest {
    private static final int MEGABYTE = 1 << 20;

    @BeforeAll
    static void watchForLeaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    private static Socket connect(HttpServer server) throws IOException {
        return new Socket(server.address().getAddress(), server.address().getPort());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    /** Reads a response with a Content-Length and returns its body. */
    private static String body(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the stream ended behind: " + head);
            }
            head.append((char) next);
        }
        int at = head.indexOf("Content-Length: ") + 16;
        int length = Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)));
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @EnumSource(
            value = EventLoops.Io.class,
            names = {"AUTO", "NIO"})
    void shouldServeManyRequestsOnOneConnection(EventLoops.Io io) throws Exception {
        try (HttpServer server =
                        new HttpServer(io, HttpServer.protocol(each -> each.reply(200, "text/plain", each.path())));
                Socket socket = connect(server)) {
            for (int i = 0; i < 50; i++) {
                send(socket, get("/" + i));
                assertThat(body(socket.getInputStream())).isEqualTo("/" + i);
            }
            send(socket, IntStream.range(0, 500).mapToObj(i -> get("/p" + i)).reduce("", String::concat));
            for (int i = 0; i < 500; i++) {
                assertThat(body(socket.getInputStream())).isEqualTo("/p" + i);
            }
            assertThat(server.listener.figures().exchanges.sum()).isEqualTo(550);
            assertThat(server.listener.counters().accepted.sum()).isEqualTo(1);
            assertThat(server.listener.counters().bytesRead.sum()).isGreaterThan(15_000);
        }
    }

    @Test
    void shouldAnswerHttp10ByClosing() throws Exception {
        try (HttpServer server = new HttpServer(EventLoops.Io.AUTO, HttpServer.protocol(each -> {
                    each.respond(200, new HttpHeaders());
                    each.write(ByteBuffer.wrap("the end".getBytes(StandardCharsets.US_ASCII)));
                    each.end();
                }));
                Socket socket = connect(server)) {
            send(socket, "GET / HTTP/1.0\r\n\r\n");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("Connection: close\r\n")
                    .endsWith("\r\n\r\nthe end");
        }
    }

    @Test
    void shouldDeliverARefusalToAPeerThatStillSends() throws Exception {
        try (HttpServer server = new HttpServer(
                        EventLoops.Io.AUTO, HttpServer.protocol(each -> each.reply(413, "text/plain", "too large")));
                Socket socket = connect(server)) {
            send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n");
            byte[] piece = new byte[10_000];
            for (int i = 0; i < 400; i++) {
                socket.getOutputStream().write(piece);
            }
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 413 ")
                    .endsWith("too large");
        }
    }

    @Test
    void shouldAnswerAPeerThatEndsItsStreamAfterItsRequests() throws Exception {
        try (HttpServer server = new HttpServer(EventLoops.Io.AUTO, HttpServer.protocol(each -> each.timers()
                        .schedule(Duration.ofMillis(50), () -> each.reply(200, "text/plain", each.path()))));
                Socket socket = connect(server)) {
            send(socket, get("/a") + get("/b"));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("\r\n\r\n/aHTTP/1.1 200 OK\r\n")
                    .endsWith("\r\n\r\n/b");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = EventLoops.Io.class,
            names = {"AUTO", "NIO"})
    void shouldStreamALargeBodyBothWaysWithFlatMemory(EventLoops.Io io) throws Exception {
        long size = 100L * MEGABYTE;
        AtomicLong most = new AtomicLong();
        try (HttpServer server = new HttpServer(io, HttpServer.protocol(each -> echo(each, most)))) {
            CompletableFuture<Void> sender;
            try (Socket socket = connect(server)) {
                sender = CompletableFuture.runAsync(() -> sendBody(socket, size));
                InputStream in = socket.getInputStream();
                skipHead(in);
                byte[] piece = new byte[MEGABYTE];
                long got = 0;
                while (got < size) {
                    int count = in.readNBytes(piece, 0, (int) Math.min(piece.length, size - got));
                    assertThat(count).isPositive();
                    for (int i = 0; i < count; i++) {
                        if (piece[i] != pattern(got + i)) {
                            throw new AssertionError("byte " + (got + i) + " is wrong");
                        }
                    }
                    got += count;
                }
                sender.join();
            }
        }
        assertThat(most.get()).isPositive().isLessThan(32L * MEGABYTE);
    }

    private static byte pattern(long at) {
        return (byte) ((at * 31) >>> 8);
    }

    private static void skipHead(InputStream in) throws IOException {
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
        }
    }

    private static void sendBody(Socket socket, long size) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] piece = new byte[MEGABYTE];
            for (long at = 0; at < size; at += piece.length) {
                for (int i = 0; i < piece.length; i++) {
                    piece[i] = pattern(at + i);
                }
                out.write(piece);
            }
            out.flush();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void echo(HttpExchange exchange, AtomicLong most) {
        exchange.respond(
                200,
                new HttpHeaders()
                        .add(
                                "Content-Length",
                                exchange.headers().first("Content-Length").orElseThrow()));
        exchange.receive(new HttpBody() {
            @Override
            public void onBytes(ByteBuffer bytes) {
                exchange.write(bytes);
                long used = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
                most.accumulateAndGet(used, Math::max);
                if (!exchange.isWritable()) {
                    exchange.pauseReading(true);
                    exchange.whenWritable(() -> exchange.pauseReading(false));
                }
            }

            @Override
            public void onEnd() {
                exchange.end();
            }
        });
    }

    @Test
    void shouldHoldBackAProducerForASlowReader() throws Exception {
        AtomicLong produced = new AtomicLong();
        int piece = 16 << 10;
        try (HttpServer server = new HttpServer(EventLoops.Io.AUTO, HttpServer.protocol(exchange -> {
                    exchange.respond(200, new HttpHeaders());
                    produce(exchange, produced, piece, 64L * MEGABYTE);
                }));
                Socket socket = connect(server)) {
            socket.setReceiveBufferSize(64 << 10);
            send(socket, get("/"));
            await().during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(10))
                    .until(new Unchanged(produced));
            assertThat(produced.get()).isBetween(1L, 16L * MEGABYTE);
            HttpListenerTest.readChunks(socket.getInputStream(), 64L * MEGABYTE);
            assertThat(produced.get()).isEqualTo(64L * MEGABYTE);
        }
    }

    private static void produce(HttpExchange exchange, AtomicLong produced, int piece, long size) {
        while (exchange.isWritable() && produced.get() < size) {
            exchange.write(ByteBuffer.allocate(piece));
            produced.addAndGet(piece);
        }
        if (produced.get() < size) {
            exchange.whenWritable(() -> produce(exchange, produced, piece, size));
        } else {
            exchange.end();
        }
    }

    private static void readChunks(InputStream in, long size) throws IOException {
        skipHead(in);
        long got = 0;
        while (true) {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                line.append((char) next);
            }
            int count = Integer.parseInt(line.toString().strip(), 16);
            assertThat(in.readNBytes(count + 2)).hasSize(count + 2);
            if (count == 0) {
                assertThat(got).isEqualTo(size);
                return;
            }
            got += count;
        }
    }

    @Test
    void shouldTakeResponsesFromAnotherThread() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try (HttpServer server = new HttpServer(
                EventLoops.Io.AUTO,
                HttpServer.protocol(exchange -> workers.execute(() -> {
                    exchange.respond(200, new HttpHeaders());
                    for (int i = 0; i < 100; i++) {
                        exchange.write(ByteBuffer.wrap((i + ",").getBytes(StandardCharsets.US_ASCII)));
                    }
                    exchange.end();
                })))) {
            HttpClient client = HttpClient.newHttpClient();
            String expected = IntStream.range(0, 100).mapToObj(i -> i + ",").reduce("", String::concat);
            List<String> bodies = Stream.generate(() -> client.sendAsync(
                            HttpRequest.newBuilder(server.uri("http", "/")).build(),
                            HttpResponse.BodyHandlers.ofString()))
                    .limit(20)
                    .toList()
                    .stream()
                    .map(answer -> answer.join().body())
                    .toList();
            assertThat(bodies).hasSize(20).containsOnly(expected);
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void shouldLoseNothingWhileSwapping() throws Exception {
        try (HttpServer server = new HttpServer(
                        EventLoops.Io.AUTO, HttpServer.protocol(each -> each.reply(200, "text/plain", "0")));
                Socket socket = connect(server)) {
            CompletableFuture<String> answers = CompletableFuture.supplyAsync(() -> {
                StringBuilder all = new StringBuilder();
                try {
                    for (int i = 0; i < 2_000; i++) {
                        all.append(body(socket.getInputStream()));
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                return all.toString();
            });
            for (int i = 0; i < 200; i++) {
                send(socket, get("/").repeat(10));
                if (i % 20 == 19) {
                    String name = String.valueOf(i / 20 + 1);
                    server.swap(HttpServer.protocol(each -> each.reply(200, "text/plain", name.substring(0, 1))));
                }
            }
            assertThat(answers.get()).hasSize(2_000).matches("0*1*2*3*4*5*6*7*8*9*1*");
        }
    }

    @Test
    void shouldAcceptWhileParkedAndAnswerLater() throws Exception {
        try (HttpServer server = new HttpServer(
                        EventLoops.Io.AUTO, HttpServer.protocol(each -> each.reply(200, "text/plain", "old")));
                Socket before = connect(server)) {
            send(before, get("/"));
            assertThat(body(before.getInputStream())).isEqualTo("old");
            server.park();
            send(before, get("/"));
            try (Socket during = connect(server)) {
                send(during, get("/"));
                await().until(() -> server.listener.served().size() == 2);
                server.adopt(HttpServer.protocol(each -> each.reply(200, "text/plain", "new")));
                assertThat(body(before.getInputStream())).isEqualTo("new");
                assertThat(body(during.getInputStream())).isEqualTo("new");
            }
        }
    }

    /** True where a figure is what it was at the last look. */
    private static final class Unchanged implements java.util.concurrent.Callable<Boolean> {
        private final AtomicLong figure;
        private long last = -1;

        Unchanged(AtomicLong figure) {
            this.figure = figure;
        }

        @Override
        public Boolean call() {
            long now = figure.get();
            boolean same = now == last && now > 0;
            last = now;
            return same;
        }
    }
}
