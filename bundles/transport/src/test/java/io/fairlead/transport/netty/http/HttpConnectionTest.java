package io.fairlead.transport.netty.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.transport.HttpBody;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpHeaders;
import io.fairlead.transport.HttpRoute;
import io.fairlead.transport.SuspendRequest;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ResourceLeakDetector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpConnectionTest {
    private static final String HOST = "Host: museum\r\n";

    private final List<HttpExchange> held = new ArrayList<>();

    @BeforeAll
    static void watchForLeaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n";
    }

    private static HttpBench echoPath() {
        return new HttpBench(exchange -> exchange.reply(200, "text/plain", exchange.path()));
    }

    @Test
    void shouldAnswerInOnePiece() {
        try (HttpBench bench = echoPath()) {
            bench.channel.writeInbound(io.netty.buffer.Unpooled.copiedBuffer(get("/a"), StandardCharsets.US_ASCII));
            ByteBuf whole = bench.channel.readOutbound();
            assertThat(whole.toString(StandardCharsets.US_ASCII)).isEqualTo(HttpBench.ok("/a"));
            whole.release();
            assertThat(bench.channel.<Object>readOutbound()).isNull();
        }
    }

    @Test
    void shouldTakeARequestByteByByte() {
        try (HttpBench bench = echoPath()) {
            StringBuilder answers = new StringBuilder();
            for (char c : (get("/one") + "\r\n" + get("/two")).toCharArray()) {
                answers.append(bench.send(String.valueOf(c)));
            }
            assertThat(answers).hasToString(HttpBench.ok("/one") + HttpBench.ok("/two"));
        }
    }

    @Test
    void shouldCloseAfterHttp10UnlessAskedToKeepAlive() {
        try (HttpBench bench = echoPath()) {
            assertThat(bench.send("GET /a HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"))
                    .contains("Connection: keep-alive\r\n");
            assertThat(bench.channel.isOpen()).isTrue();
            assertThat(bench.send("GET /a HTTP/1.0\r\n\r\n")).contains("Connection: close\r\n");
            assertThat(bench.channel.isOpen()).isFalse();
        }
    }

    @Test
    void shouldCloseWhereTheClientWantsIt() {
        try (HttpBench bench = echoPath()) {
            assertThat(bench.send("GET /a HTTP/1.1\r\n" + HOST + "Connection: Close\r\n\r\n"))
                    .contains("Connection: close\r\n")
                    .endsWith("\r\n\r\n/a");
            assertThat(bench.channel.isOpen()).isFalse();
        }
    }

    @Test
    void shouldTakePipelinedRequestsOneAfterTheOther() {
        try (HttpBench bench = new HttpBench(held::add)) {
            assertThat(bench.send(get("/1") + get("/2") + get("/3"))).isEmpty();
            assertThat(held).extracting(HttpExchange::path).containsExactly("/1");
            assertThat(bench.channel.config().isAutoRead()).isFalse();
            held.get(0).reply(200, "text/plain", "one");
            assertThat(bench.received()).isEqualTo(HttpBench.ok("one"));
            assertThat(held).extracting(HttpExchange::path).containsExactly("/1", "/2");
            held.get(1).reply(200, "text/plain", "two");
            held.get(2).reply(200, "text/plain", "three");
            assertThat(bench.received()).isEqualTo(HttpBench.ok("two") + HttpBench.ok("three"));
            assertThat(bench.channel.config().isAutoRead()).isTrue();
        }
    }

    @Test
    void shouldKeepTheCaseAndOrderOfHeaderFields() {
        List<String> fields = new ArrayList<>();
        try (HttpBench bench = new HttpBench(exchange -> {
            exchange.headers().forEach((name, value) -> fields.add(name + "=" + value));
            exchange.respond(
                    200,
                    new HttpHeaders()
                            .add("nCBI-mEssage", "caf\u00e9")
                            .add("Content-Length", "0")
                            .add("date", "never")
                            .add("Transfer-Encoding", "gzip"));
            exchange.end();
        })) {
            String answer = bench.send("GET / HTTP/1.1\r\nhOST: a\r\ncLIENT-mode: STATELESS\r\nx:\r\nX: 2\r\n\r\n");
            assertThat(fields).containsExactly("hOST=a", "cLIENT-mode=STATELESS", "x=", "X=2");
            assertThat(answer)
                    .isEqualTo(
                            "HTTP/1.1 200 OK\r\nnCBI-mEssage: caf\u00e9\r\nContent-Length: 0\r\ndate: never\r\n\r\n");
        }
    }

    @Test
    void shouldGiveABodyInPiecesAsItComes() {
        Body body = new Body();
        try (HttpBench bench = new HttpBench(exchange -> {
            exchange.receive(body);
            held.add(exchange);
        })) {
            bench.send("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 10\r\n\r\n01234");
            assertThat(body.text).hasToString("01234");
            bench.send("56789");
            assertThat(body.text).hasToString("0123456789<end>");
            held.get(0).reply(200, "text/plain", "ok");
            assertThat(bench.received()).isEqualTo(HttpBench.ok("ok"));
        }
    }

    @Test
    void shouldTakeAndGiveChunks() {
        Body body = new Body();
        try (HttpBench bench = new HttpBench(exchange -> {
            exchange.receive(body);
            exchange.respond(200, new HttpHeaders());
            exchange.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
            held.add(exchange);
        })) {
            String first = bench.send("POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            assertThat(first)
                    .isEqualTo("HTTP/1.1 200 OK\r\n" + HttpBench.DATE
                            + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
            bench.send("A;x=y\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n");
            assertThat(body.text).hasToString("abc0123456789<end>");
            held.get(0).end();
            assertThat(bench.received()).isEqualTo("0\r\n\r\n");
            bench.send(get("/next"));
            assertThat(held).hasSize(2);
        }
    }

    @Test
    void shouldEndAnHttp10ResponseOfUnknownLengthByClosing() {
        try (HttpBench bench = new HttpBench(exchange -> {
            exchange.respond(200, new HttpHeaders());
            exchange.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
            exchange.end();
        })) {
            assertThat(bench.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 200 OK\r\n" + HttpBench.DATE + "Connection: close\r\n\r\nhello");
            assertThat(bench.channel.isOpen()).isFalse();
        }
    }

    @Test
    void shouldSlowThePeerDownUntilItsBodyIsAskedFor() {
        Body body = new Body();
        try (HttpBench bench = new HttpBench(held::add)) {
            bench.send("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 6\r\n\r\nabc");
            assertThat(bench.channel.config().isAutoRead()).isFalse();
            held.get(0).receive(body);
            assertThat(body.text).hasToString("abc");
            assertThat(bench.channel.config().isAutoRead()).isTrue();
            held.get(0).pauseReading(true);
            bench.send("def");
            assertThat(body.text).hasToString("abc");
            assertThat(bench.channel.config().isAutoRead()).isFalse();
            held.get(0).pauseReading(false);
            assertThat(body.text).hasToString("abcdef<end>");
        }
    }

    @Test
    void shouldDropABodyThatNobodyAskedFor() {
        try (HttpBench bench = echoPath()) {
            assertThat(bench.send("POST /a HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc" + get("/b")))
                    .isEqualTo(HttpBench.ok("/a") + HttpBench.ok("/b"));
        }
    }

    @Test
    void shouldCloseRatherThanDropALargeBody() {
        try (HttpBench bench = echoPath()) {
            assertThat(bench.send("POST /a HTTP/1.1\r\n" + HOST + "Content-Length: 99999999\r\n\r\nabc"))
                    .contains("Connection: close\r\n")
                    .endsWith("/a");
            assertThat(bench.channel.isOpen()).isFalse();
        }
    }

    @Test
    void shouldCloseOnceTooMuchOfAChunkedBodyWasDropped() {
        try (HttpBench bench = echoPath()) {
            bench.send("POST /a HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n");
            assertThat(bench.channel.isOpen()).isTrue();
            String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
            for (int i = 0; i < 5; i++) {
                bench.send(chunk);
            }
            assertThat(bench.channel.isOpen()).isFalse();
        }
    }

    @Test
    void shouldSayContinueWhenTheBodyIsAskedFor() {
        Body body = new Body();
        try (HttpBench bench = new HttpBench(held::add)) {
            assertThat(bench.send("POST / HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n"))
                    .isEmpty();
            held.get(0).receive(body);
            assertThat(bench.received()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            bench.send("abc");
            held.get(0).reply(200, "text/plain", "ok");
            assertThat(body.text).hasToString("abc<end>");
            assertThat(bench.received()).isEqualTo(HttpBench.ok("ok"));
        }
    }

    @Test
    void shouldCloseWhereTheBodyOfAnExpectationIsNotWanted() {
        try (HttpBench bench = new HttpBench(exchange -> exchange.reply(413, "text/plain", "no"))) {
            assertThat(bench.send("POST / HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n"))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("Connection: close\r\n");
            assertThat(bench.channel.isOpen()).isFalse();
        }
    }

    @Test
    void shouldAnswerHeadWithoutABody() {
        try (HttpBench bench = echoPath()) {
            assertThat(bench.send("HEAD /abc HTTP/1.1\r\n" + HOST + "\r\n" + get("/d")))
                    .isEqualTo(HttpBench.ok("/abc").replaceFirst("/abc$", "") + HttpBench.ok("/d"));
        }
    }

    @Test
    void shouldSend204And304WithoutABody() {
        for (int status : new int[] {204, 304}) {
            try (HttpBench bench = new HttpBench(exchange -> {
                exchange.respond(status, new HttpHeaders());
                exchange.write(ByteBuffer.wrap(new byte[10]));
                exchange.end();
            })) {
                assertThat(bench.send(get("/")))
                        .startsWith("HTTP/1.1 " + status)
                        .doesNotContain("chunked")
                        .endsWith("\r\n\r\n");
                assertThat(bench.channel.isOpen()).isTrue();
            }
        }
    }

    @Test
    void shouldAnswerForAHandlerThatThrows() {
        try (HttpBench bench = new HttpBench(exchange -> {
            throw new IllegalArgumentException("secret detail");
        })) {
            assertThat(bench.send(get("/")))
                    .startsWith("HTTP/1.1 500 ")
                    .contains("The service failed on this request")
                    .doesNotContain("secret", "Exception");
            assertThat(bench.channel.isOpen()).isTrue();
            assertThat(bench.figures.handlerErrors.sum()).isEqualTo(1);
        }
    }

    @Test
    void shouldCutOffAResponseThatItsHandlerBreaksInTheMiddle() {
        try (HttpBench bench = new HttpBench(exchange -> {
            exchange.respond(200, new HttpHeaders());
            exchange.write(ByteBuffer.wrap(new byte[] {'x'}));
            throw new IllegalStateException("too late");
        })) {
            assertThat(bench.send(get("/"))).endsWith("1\r\nx\r\n").doesNotContain("500");
            assertThat(bench.channel.isOpen()).isFalse();
        }
    }

    @Test
    void shouldCutOffABodyShorterThanItsContentLength() {
        try (HttpBench bench = new HttpBench(exchange -> {
            exchange.respond(200, new HttpHeaders().add("Content-Length", "5"));
            exchange.write(ByteBuffer.wrap(new byte[] {'x'}));
            exchange.end();
        })) {
            bench.send(get("/") + get("/again"));
            assertThat(bench.channel.isOpen()).isFalse();
            assertThat(bench.figures.exchanges.sum()).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseASecondResponse() {
        try (HttpBench bench = new HttpBench(exchange -> {
            exchange.reply(200, "text/plain", "one");
            assertThatThrownBy(() -> exchange.reply(200, "text/plain", "two"))
                    .isInstanceOf(IllegalStateException.class);
            held.add(exchange);
        })) {
            assertThat(bench.send(get("/"))).isEqualTo(HttpBench.ok("one"));
            assertThat(held).hasSize(1);
        }
    }

    @Test
    void shouldTellWhenThePeerLeaves() {
        Body body = new Body();
        AtomicInteger aborted = new AtomicInteger();
        try (HttpBench bench = new HttpBench(exchange -> {
            exchange.receive(body);
            exchange.whenAborted(aborted::incrementAndGet);
            held.add(exchange);
        })) {
            bench.send("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 6\r\n\r\nabc");
            bench.channel.close();
            assertThat(body.text).hasToString("abc<aborted>");
            assertThat(aborted).hasValue(1);
            held.get(0).reply(200, "text/plain", "into the void");
        }
    }

    @Test
    void shouldAnswerAPeerThatHasEndedItsStream() {
        try (HttpBench bench = new HttpBench(held::add)) {
            bench.send(get("/1") + get("/2"));
            bench.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            held.get(0).reply(200, "text/plain", "one");
            held.get(1).reply(200, "text/plain", "two");
            assertThat(bench.received()).isEqualTo(HttpBench.ok("one") + HttpBench.ok("two"));
            assertThat(bench.channel.isOpen()).isFalse();
        }
    }

    @Test
    void shouldHoldTheNextRequestWhileSwapping() {
        try (HttpBench bench = new HttpBench(held::add)) {
            bench.send(get("/old"));
            bench.connection.pause();
            CompletableFuture<?> suspended = bench.connection
                    .suspend(new SuspendRequest(Duration.ofSeconds(5), false))
                    .toCompletableFuture();
            bench.send(get("/new"));
            assertThat(suspended).isNotDone();
            held.get(0).reply(200, "text/plain", "old");
            assertThat(suspended).isDone();
            assertThat(bench.received()).isEqualTo(HttpBench.ok("old"));
            assertThat(bench.channel.config().isAutoRead()).isFalse();

            bench.connection.attach(HttpBench.tenant(
                    HttpBench.protocol(exchange -> exchange.reply(200, "text/plain", "new " + exchange.path()))));
            assertThat(bench.received()).isEmpty();
            bench.connection.commit();
            assertThat(bench.received()).isEqualTo(HttpBench.ok("new /new"));
            assertThat(bench.channel.config().isAutoRead()).isTrue();
            assertThat(held).hasSize(1);
        }
    }

    @Test
    void shouldGoOnWithTheOldHandlerWhenASwapIsAbandoned() {
        try (HttpBench bench = echoPath()) {
            bench.connection.pause();
            assertThat(bench.connection.suspend(new SuspendRequest(Duration.ofSeconds(5), false)))
                    .isCompleted();
            assertThat(bench.send(get("/a"))).isEmpty();
            bench.connection.attach(HttpBench.tenant(HttpBench.protocol(held::add)));
            bench.connection.abort();
            assertThat(bench.received()).isEqualTo(HttpBench.ok("/a"));
            assertThat(held).isEmpty();
        }
    }

    @Test
    void shouldAnswer503ForWorkThatIsCutShort() {
        AtomicInteger aborted = new AtomicInteger();
        try (HttpBench bench = new HttpBench(exchange -> {
            exchange.whenAborted(aborted::incrementAndGet);
            held.add(exchange);
        })) {
            bench.send(get("/slow"));
            bench.connection.pause();
            CompletableFuture<?> suspended = bench.connection
                    .suspend(new SuspendRequest(Duration.ofSeconds(5), true))
                    .toCompletableFuture();
            assertThat(suspended).isDone();
            assertThat(bench.received()).startsWith("HTTP/1.1 503 ").contains("being replaced");
            assertThat(aborted).hasValue(1);
            held.get(0).reply(200, "text/plain", "too late");
            assertThat(bench.received()).isEmpty();
            assertThat(bench.channel.isOpen()).isTrue();
        }
    }

    @Test
    void shouldWaitWhileParkedAndGoOnWithTheNext() {
        try (HttpBench bench = echoPath()) {
            bench.connection.pause();
            assertThat(bench.connection.suspend(new SuspendRequest(Duration.ofSeconds(5), false)))
                    .isCompleted();
            bench.connection.park();
            bench.tenant = Optional.empty();
            assertThat(bench.send(get("/a") + get("/b"))).isEmpty();
            bench.tenant = Optional.of(
                    HttpBench.tenant(HttpBench.protocol(exchange -> exchange.reply(200, "text/plain", "next"))));
            bench.connection.attach(bench.tenant.get());
            bench.connection.commit();
            assertThat(bench.received()).isEqualTo(HttpBench.ok("next").repeat(2));
        }
    }

    @Test
    void shouldGivePathsToTheLongestRoute() {
        HttpRoute all = exchange -> exchange.reply(200, "text/plain", "all");
        HttpRoute metrics = exchange -> exchange.reply(200, "text/plain", "metrics");
        HttpRoute better = exchange -> exchange.reply(200, "text/plain", "better");
        try (HttpBench bench = echoPath()) {
            bench.routes.add("test/http", "/metrics", 0, 1, metrics);
            bench.routes.add("other/http", "/", 0, 2, all);
            assertThat(bench.send(get("/metrics") + get("/metrics/x") + get("/metricsx")))
                    .isEqualTo(HttpBench.ok("metrics").repeat(2) + HttpBench.ok("/metricsx"));
            bench.routes.add("test/http", "/", 0, 3, all);
            bench.routes.add("test/http", "/metrics/", 7, 4, better);
            assertThat(bench.send(get("/metrics") + get("/metricsx")))
                    .isEqualTo(HttpBench.ok("better") + HttpBench.ok("all"));
            bench.routes.remove(better);
            bench.routes.remove(all);
            assertThat(bench.send(get("/metrics") + get("/y"))).isEqualTo(HttpBench.ok("metrics") + HttpBench.ok("/y"));
        }
    }

    @Test
    void shouldLetAnExchangeFinishWhoseRouteHasGone() {
        HttpRoute slow = held::add;
        try (HttpBench bench = echoPath()) {
            bench.routes.add("test/http", "/slow", 0, 1, slow);
            bench.send(get("/slow"));
            bench.routes.remove(slow);
            held.get(0).reply(200, "text/plain", "done");
            assertThat(bench.received()).isEqualTo(HttpBench.ok("done"));
        }
    }

    @Test
    void shouldEndAHeadThatDoesNotGoOn() {
        try (HttpBench bench = echoPath()) {
            bench.send("GET / HTTP/1.1\r\n");
            for (int i = 0; i < 9; i++) {
                bench.pass(Duration.ofSeconds(1));
                bench.send("X: y\r\n");
            }
            assertThat(bench.channel.isOpen()).isTrue();
            bench.pass(Duration.ofMillis(1_500));
            assertThat(bench.received()).startsWith("HTTP/1.1 408 ");
            assertThat(bench.channel.isOpen()).isFalse();
            assertThat(bench.figures.timedOut.sum()).isEqualTo(1);
        }
    }

    @Test
    void shouldEndABodyThatStalls() {
        Body body = new Body();
        try (HttpBench bench = new HttpBench(exchange -> exchange.receive(body))) {
            bench.send("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 600\r\n\r\nabc");
            for (int i = 0; i < 5; i++) {
                bench.pass(Duration.ofSeconds(20));
                bench.send("abc");
            }
            assertThat(bench.channel.isOpen()).isTrue();
            bench.pass(Duration.ofSeconds(31));
            assertThat(body.text.toString()).endsWith("<aborted>");
            assertThat(bench.channel.isOpen()).isFalse();
        }
    }

    @Test
    void shouldNotTimeOutWhileTheHandlerThinks() {
        try (HttpBench bench = new HttpBench(held::add)) {
            bench.send(get("/slow"));
            bench.pass(Duration.ofMinutes(5));
            held.get(0).reply(200, "text/plain", "at last");
            assertThat(bench.received()).isEqualTo(HttpBench.ok("at last"));
        }
    }

    static final class Body implements HttpBody {
        final StringBuilder text = new StringBuilder();

        @Override
        public void onBytes(ByteBuffer bytes) {
            text.append(StandardCharsets.US_ASCII.decode(bytes));
        }

        @Override
        public void onEnd() {
            text.append("<end>");
        }

        @Override
        public void onAborted() {
            text.append("<aborted>");
        }
    }
}
