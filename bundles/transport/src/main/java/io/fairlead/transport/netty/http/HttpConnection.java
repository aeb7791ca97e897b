package io.fairlead.transport.netty.http;

import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.TransportView.ConnectionEntry;
import io.fairlead.transport.WebSocket;
import io.fairlead.transport.WebSocketHandler;
import io.fairlead.transport.netty.LoopClock;
import io.fairlead.transport.netty.Served;
import io.fairlead.transport.netty.Tenant;
import io.fairlead.transport.netty.tcp.TlsFacts;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP connection: takes request after request, each when the one before is answered. A swap falls between two: what
 * is in flight is finished by the handler that has it, and what follows waits undecoded. On its loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection, which is told as such
final class HttpConnection implements Served {
    private final long id;
    private final Supplier<HttpSite> sites;
    private final Instant opened = Instant.now();
    private final Supplier<Optional<Tenant>> tenancy;
    private final Stall stall;
    private final RequestDecoder decoder;

    private @SuppressWarnings("NullAway.Init") ChannelHandlerContext ctx;
    private @SuppressWarnings("NullAway.Init") Output output;
    private @Nullable Tenant tenant;
    private @Nullable Tenant nextTenant;
    private @Nullable NettyExchange exchange;
    private @Nullable WebSocketSession session;
    private @Nullable CompletableFuture<Void> idle;
    private @Nullable SuspendRequest suspension;
    private boolean paused;
    private boolean closing;
    private boolean inputEnded;
    private long pausedSinceNs;
    private long pausedNs;
    private long bytesRead;
    private long batchRead;
    private long writtenTold;

    /**
     * @param id no other connection has it
     * @param sites what the endpoint's connections share
     * @param tenancy who serves now
     * @param clock this loop's clock
     */
    HttpConnection(long id, Supplier<HttpSite> sites, Supplier<Optional<Tenant>> tenancy, LoopClock clock) {
        this.id = id;
        this.sites = sites;
        this.tenancy = tenancy;
        this.stall = new Stall(this, clock);
        this.decoder = new RequestDecoder(this, sites.get().limits());
    }

    ChannelHandler decoder() {
        return decoder;
    }

    long id() {
        return id;
    }

    HttpSite site() {
        return sites.get();
    }

    Output output() {
        return output;
    }

    Channel channel() {
        return ctx.channel();
    }

    boolean inLoop() {
        return ctx.executor().inEventLoop();
    }

    InetSocketAddress remoteAddress() {
        return ctx.channel().remoteAddress() instanceof InetSocketAddress address
                ? address
                : InetSocketAddress.createUnresolved("embedded", 0);
    }

    boolean secure() {
        return ctx.pipeline().get(SslHandler.class) != null;
    }

    Optional<String> peerSubject() {
        return TlsFacts.peerSubject(ctx.pipeline().get(SslHandler.class));
    }

    boolean takesRequest() {
        return exchange == null && !paused && !closing && tenant != null;
    }

    boolean takesBody() {
        NettyExchange present = exchange;
        return present != null && present.takesBody();
    }

    void onAdded(ChannelHandlerContext context) {
        ctx = context;
        output = new Output(context, site().marks().high());
        site().open().add(this);
        context.channel().closeFuture().addListener(closed -> site().open().remove(this));
        if (context.channel().isActive()) {
            onActive();
        }
    }

    void onActive() {
        if (tenant == null) {
            tenant = tenancy.get().orElse(null);
        }
        if (tenant == null) {
            pause();
        }
        if (!site().idleTimeout().isZero()) {
            stall.watch();
        }
    }

    void onRequest(HttpRequest request, boolean complete) {
        Tenant present = tenant;
        if (present == null) {
            throw new IllegalStateException("a request was decoded while nobody serves");
        }
        boolean http11 = request.protocolVersion().minorVersion() > 0;
        HttpHeaders fields = request.headers();
        boolean expects = RequestRules.check(request, fields, http11);
        RequestTarget target = RequestTarget.parse(request.uri());
        RouteTable.Entry route = site().routes().match(site().name(), target.path());
        boolean keepAlive = http11
                ? !fields.containsValue(HttpHeaderNames.CONNECTION, "close", true)
                : fields.containsValue(HttpHeaderNames.CONNECTION, "keep-alive", true);
        NettyExchange begun = new NettyExchange(
                this, request, target, present.endpoint(site().role()), route, keepAlive, expects, complete);
        exchange = begun;
        site().figures().exchanges.increment();
        if (route != null) {
            begun.guarded(() -> route.route().handle(begun));
        } else {
            begun.guarded(() -> present.protocol().handle(begun));
        }
    }

    void onBody(ByteBuf bytes, boolean last) {
        stall.touched();
        NettyExchange present = exchange;
        if (present != null) {
            present.onBody(bytes, last);
        }
    }

    /** The body breaks off in the middle of an exchange. */
    void onBadBody(BadRequestException why) {
        NettyExchange present = exchange;
        site().figures().refused.increment();
        if (present == null || !present.begun()) {
            if (present != null) {
                present.answerFor(why.status(), why.sentence());
            }
            closeGently();
        } else {
            cut();
        }
    }

    /** Answers a request that is none. */
    void refuse(BadRequestException why) {
        site().figures().refused.increment();
        site().log()
                .warn(
                        "http " + site().name() + " " + why.status(),
                        "Endpoint " + site().name() + " refused a request from "
                                + remoteAddress().getHostString() + ": " + why.sentence());
        error(why.status(), why.sentence());
        closeGently();
    }

    /** The exchange has its response, and its request unless the connection does not go on. */
    void finished(NettyExchange ended, boolean keepAlive, boolean requestComplete) {
        if (exchange != ended) {
            return;
        }
        exchange = null;
        if (paused) {
            pausedSinceNs = System.nanoTime();
        }
        if (!requestComplete) {
            closeGently();
        } else if (!keepAlive) {
            closing = true;
            decoder.drop();
            output.flushed().addListener(ChannelFutureListener.CLOSE);
        } else {
            stall.touched();
            decoder.kick();
        }
        becameIdle();
    }

    /** What is wanted of the body has changed. */
    void wantsChanged() {
        stall.touched();
        decoder.kick();
    }

    void handlerFailed(NettyExchange failed, Throwable cause) {
        failure("the handler of " + failed.method() + " " + failed.path(), cause);
    }

    /** Ends the connection at once, after what is queued. */
    void cut() {
        gone();
        closing = true;
        decoder.drop();
        output.flushed().addListener(ChannelFutureListener.CLOSE);
    }

    void onBatchBegin(int bytes) {
        bytesRead += bytes;
        batchRead += bytes;
        output.batchBegins();
    }

    void onBatchEnd() {
        output.batchEnds();
        settleFigures();
        watchIfNeeded();
    }

    /** Something was decoded, or could not be. */
    void onRead(boolean more) {
        if (!ctx.channel().isOpen()) {
            return;
        }
        if (inputEnded) {
            afterInputEnd(more);
        } else if (!closing) {
            boolean gated = more && !(decoder.inBody() ? takesBody() : takesRequest());
            boolean held = paused && exchange == null;
            setReading(!gated && !held);
        }
    }

    void onWritable() {
        output.tellWaiting();
        watchIfNeeded();
    }

    void onInputEnd(boolean more) {
        inputEnded = true;
        afterInputEnd(more);
    }

    void onInactive() {
        closing = true;
        inputEnded = true;
        stall.end();
        settleFigures();
        NettyExchange present = exchange;
        if (present != null) {
            site().figures().aborted.increment();
        }
        gone();
        output.drop();
    }

    void onHandshakeFailed(Throwable cause) {
        site().counters().failedHandshakes.increment();
        site().log()
                .warn(
                        "handshake " + site().name(),
                        clean("Endpoint " + site().name() + " closed a connection of "
                                + remoteAddress().getHostString() + ": the TLS handshake failed (" + cause.getMessage()
                                + ")."));
        ctx.close();
    }

    void onException(Throwable cause) {
        if (!(cause instanceof IOException)) {
            site().log()
                    .warn(
                            "http " + site().name() + " " + cause.getClass().getName(),
                            clean("Endpoint " + site().name() + " closed a connection of "
                                    + remoteAddress().getHostString() + ": " + cause));
        }
        ctx.close();
    }

    ConnectionEntry entry() {
        String state = closing ? "closing" : tenant == null ? "parked" : "serving";
        return new ConnectionEntry(
                id,
                site().name(),
                remoteAddress(),
                opened,
                state,
                bytesRead,
                output.written(),
                TlsFacts.session(ctx.pipeline().get(SslHandler.class)));
    }

    private void settleFigures() {
        site().counters().bytesRead.add(batchRead);
        batchRead = 0;
        long written = output.written();
        site().counters().bytesWritten.add(written - writtenTold);
        writtenTold = written;
    }

    /** Sees to it that what may stall is looked at. */
    void watchIfNeeded() {
        if (session == null) {
            stall.check();
        }
    }

    boolean inHead() {
        return decoder.inHead();
    }

    /** Returns true where a head has begun and could go on. */
    boolean headAwaited() {
        return decoder.inHead() && exchange == null && !paused;
    }

    /** Returns true where a body is wanted and has not come. */
    boolean bodyAwaited() {
        NettyExchange present = exchange;
        return present != null && present.awaitsBody();
    }

    /** Returns true where it is not the peer's turn. */
    boolean busy() {
        return exchange != null || paused;
    }

    boolean ending() {
        return closing;
    }

    void idledOut() {
        closing = true;
        ctx.close();
    }

    /** Ends the connection because the peer does not go on. */
    void timedOut(String sentence) {
        site().figures().timedOut.increment();
        site().counters().cutOff.increment();
        NettyExchange present = exchange;
        boolean silent = present == null || !present.begun();
        gone();
        if (silent && stall.unsent() == 0) {
            error(408, sentence);
            closeGently();
        } else {
            closing = true;
            ctx.close();
        }
    }

    WebSocket upgrade(NettyExchange from, String accept, WebSocketHandler handler) {
        WebSocketSession opened = new WebSocketSession(this, from.path(), from.endpoint(), from.route());
        WebSocket socket = opened.begin(handler);
        if (inLoop()) {
            switchTo(opened, from, accept);
        } else {
            output.later(() -> switchTo(opened, from, accept));
        }
        return socket;
    }

    void webSocketFailed(String path, Throwable cause) {
        failure("the WebSocket of " + path, cause);
    }

    @Override
    public EventLoop loop() {
        return ctx.channel().eventLoop();
    }

    @Override
    public void pause() {
        paused = true;
        pausedSinceNs = System.nanoTime();
        if (session != null) {
            session.pause();
        } else if (exchange == null && !closing) {
            setReading(false);
        }
    }

    @Override
    public CompletionStage<?> suspend(SuspendRequest request) {
        if (session != null) {
            return session.suspend(request);
        }
        NettyExchange present = exchange;
        if (present == null || present.route() != null) {
            return CompletableFuture.completedFuture(null);
        }
        suspension = request;
        CompletableFuture<Void> waiting = idle;
        if (waiting == null) {
            waiting = new CompletableFuture<>();
            idle = waiting;
        }
        if (request.force()) {
            present.answerFor(503, "The service is being replaced; ask again in a moment.");
        }
        return waiting;
    }

    @Override
    public void attach(Tenant next) {
        if (session != null) {
            session.attach(next);
        }
        nextTenant = next;
    }

    @Override
    public void commit() {
        Tenant next = nextTenant;
        tenant = next != null ? next : tenancy.get().orElse(null);
        nextTenant = null;
        if (session != null) {
            session.commit();
        }
        goOn();
    }

    @Override
    public void abort() {
        nextTenant = null;
        if (session != null) {
            session.abort();
        }
        if (tenant == null) {
            tenant = tenancy.get().orElse(null);
        }
        if (tenant != null) {
            goOn();
        }
    }

    @Override
    public void park() {
        tenant = null;
        nextTenant = null;
        if (session != null) {
            session.park();
        }
        NettyExchange present = exchange;
        if (present != null && present.route() == null) {
            present.answerFor(503, "The service is being replaced; ask again in a moment.");
        }
    }

    @Override
    public long pausedNanos() {
        return pausedNs;
    }

    @Override
    public void close(String cause) {
        if (session != null) {
            session.close(1001, cause);
        } else {
            gone();
            closing = true;
            decoder.drop();
            output.flushed().addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void switchTo(WebSocketSession opened, NettyExchange from, String accept) {
        if (closing || exchange != from) {
            opened.onLost();
            return;
        }
        exchange = null;
        from.endTimers();
        session = opened;
        site().figures().webSockets.increment();
        output.ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n");
        output.flushed();
        stall.end();
        decoder.leave();
        opened.join(ctx.pipeline(), decoder);
        if (paused) {
            opened.pause();
            suspendLate(opened);
        } else {
            setReading(true);
        }
    }

    private void suspendLate(WebSocketSession opened) {
        CompletableFuture<Void> waiting = idle;
        SuspendRequest request = suspension;
        if (waiting != null && request != null) {
            idle = null;
            opened.suspend(request).whenComplete((state, failure) -> {
                if (failure != null) {
                    waiting.completeExceptionally(failure);
                } else {
                    waiting.complete(null);
                }
            });
        }
    }

    private void goOn() {
        paused = false;
        pausedNs = System.nanoTime() - pausedSinceNs;
        stall.restart();
        if (session == null && !closing) {
            decoder.kick();
        } else {
            setReading(true);
        }
    }

    private void gone() {
        NettyExchange present = exchange;
        exchange = null;
        if (present != null) {
            present.onGone();
        }
        becameIdle();
    }

    private void becameIdle() {
        CompletableFuture<Void> waiting = idle;
        if (waiting != null && exchange == null) {
            idle = null;
            waiting.complete(null);
        }
    }

    private void afterInputEnd(boolean more) {
        if (closing) {
            if (stall.unsent() == 0) {
                ctx.close();
            }
        } else if (decoder.inBody() && !(more && !takesBody())) {
            site().figures().aborted.increment();
            gone();
            ctx.close();
        } else if (exchange == null && !(more && paused)) {
            closing = true;
            output.flushed().addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void error(int status, String sentence) {
        byte[] text = (sentence + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        ResponseHead.write(
                output.joined(),
                status,
                new io.fairlead.transport.HttpHeaders()
                        .add("Content-Type", "text/plain; charset=utf-8")
                        .add("Content-Length", String.valueOf(text.length)),
                site().date(),
                true,
                false,
                false);
        output.copy(java.nio.ByteBuffer.wrap(text));
    }

    /** Sends what is queued and the end of the stream, and takes what the peer still sends, so that no reset overtakes. */
    private void closeGently() {
        if (closing && exchange == null && !ctx.channel().isActive()) {
            return;
        }
        closing = true;
        decoder.drop();
        setReading(true);
        output.flushed().addListener(sent -> endOutput());
        watchIfNeeded();
    }

    private void endOutput() {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        ctx.executor().schedule(() -> ctx.close(), site().gentleClose().toMillis(), TimeUnit.MILLISECONDS);
        if (!(ctx.channel() instanceof DuplexChannel duplex) || inputEnded) {
            ctx.close();
        } else if (tls != null) {
            tls.closeOutbound().addListener(told -> duplex.shutdownOutput());
        } else {
            duplex.shutdownOutput();
        }
    }

    private void setReading(boolean reading) {
        if (ctx.channel().config().isAutoRead() != reading) {
            ctx.channel().config().setAutoRead(reading);
        }
    }

    private void failure(String what, Throwable cause) {
        site().figures().handlerErrors.increment();
        site().counters().handlerErrors.increment();
        StackTraceElement[] trace = cause.getStackTrace();
        site().log()
                .warn(
                        "handler " + site().name() + " " + cause.getClass().getName(),
                        clean("Endpoint " + site().name() + ": " + what + " failed: " + cause
                                + (trace.length == 0 ? "" : " at " + trace[0])));
    }

    private static String clean(String line) {
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
