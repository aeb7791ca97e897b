package io.fairlead.transport.netty.http;

import io.fairlead.platform.log.RepeatLog;
import io.fairlead.transport.Connection;
import io.fairlead.transport.Endpoint;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.netty.Counters;
import io.fairlead.transport.netty.EventLoops;
import io.fairlead.transport.netty.Shared;
import io.fairlead.transport.netty.Tenant;
import io.fairlead.transport.netty.TransportSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** One HTTP connection without a socket, and what is around it. */
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpBench implements AutoCloseable {
    final RouteTable routes = new RouteTable();
    final HttpCounters figures = new HttpCounters();
    final Counters counters = new Counters();
    Optional<Tenant> tenant;
    EmbeddedChannel channel;
    HttpConnection connection;

    private HttpLimits limits = HttpLimits.DEFAULT;

    HttpBench(Consumer<HttpExchange> handler) {
        this(protocol(handler));
    }

    HttpBench(Protocol protocol) {
        tenant = Optional.of(tenant(protocol));
        open();
    }

    static Protocol protocol(Consumer<HttpExchange> handler) {
        return new Protocol() {
            @Override
            public void handle(HttpExchange exchange) {
                handler.accept(exchange);
            }
        };
    }

    static Tenant tenant(Protocol protocol) {
        return new FakeTenant(protocol);
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n" + DATE
                + "\r\n" + body;
    }

    static final String DATE = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";

    HttpBench withLimits(HttpLimits other) {
        channel.close();
        limits = other;
        open();
        return this;
    }

    void open() {
        InstantSource noon = InstantSource.fixed(Instant.parse("1994-11-06T08:49:37Z"));
        HttpSite site = new HttpSite(
                "test/http",
                "http",
                limits,
                Duration.ZERO,
                Duration.ofSeconds(1),
                io.netty.channel.WriteBufferWaterMark.DEFAULT,
                routes,
                new HttpDate(noon),
                new RepeatLog(LoggerFactory.getLogger("test"), Duration.ofMinutes(1), System::nanoTime),
                figures,
                counters,
                java.util.concurrent.ConcurrentHashMap.newKeySet());
        channel = new EmbeddedChannel();
        Shared shared = new Shared((EventLoops) null, () -> TransportSettings.DEFAULT, null, null);
        connection = new HttpConnection(1, () -> site, () -> tenant, shared.clock(channel.eventLoop()));
        channel.pipeline().addLast(connection.decoder());
    }

    /** Sends text and returns what came back. */
    String send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
        return received();
    }

    /** Returns what has come back since the last call. */
    String received() {
        channel.runPendingTasks();
        StringBuilder all = new StringBuilder();
        ByteBuf piece = channel.readOutbound();
        while (piece != null) {
            all.append(piece.toString(StandardCharsets.ISO_8859_1));
            piece.release();
            piece = channel.readOutbound();
        }
        return all.toString();
    }

    /** Lets time pass. */
    void pass(Duration time) {
        for (long ms = 0; ms < time.toMillis(); ms += 100) {
            channel.advanceTimeBy(100, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }

    private record FakeTenant(Protocol protocol) implements Tenant {
        @Override
        public Endpoint endpoint(String role) {
            return new FakeEndpoint(role);
        }

        @Override
        public boolean live() {
            return true;
        }
    }

    private record FakeEndpoint(String role) implements Endpoint {
        @Override
        public String name() {
            return "test/" + role;
        }

        @Override
        public Optional<InetSocketAddress> address() {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Connection> connect(InetSocketAddress remote, String tag, Duration timeout) {
            throw new UnsupportedOperationException();
        }
    }
}
