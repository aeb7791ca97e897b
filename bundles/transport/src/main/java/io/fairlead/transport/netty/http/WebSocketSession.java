package io.fairlead.transport.netty.http;

import io.fairlead.transport.Endpoint;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.WebSocket;
import io.fairlead.transport.WebSocketHandler;
import io.fairlead.transport.netty.LoopTimers;
import io.fairlead.transport.netty.Tenant;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection that goes on as a WebSocket. Where it was opened by the endpoint's owner it has a state that a swap
 * moves; where by a route, it ends with the route. On its loop unless said otherwise.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection, which is told as such
final class WebSocketSession extends ChannelInboundHandlerAdapter implements MessageJoiner.Messages {
    private static final int SERVICE_RESTART = 1012;
    private static final int LOST = 1006;
    private static final int CLOSE_LIMIT_MS = 5_000;
    private static final int MAX_UNSENT_MARKS = 64;

    private final HttpConnection connection;
    private final String path;
    private final RouteTable.@Nullable Entry route;
    private final Endpoint firstEndpoint;
    private final Runnable routeGone = this::onRouteGone;
    private final Deque<WebSocketFrame> waiting = new ArrayDeque<>();
    private final MessageJoiner joiner;
    private final Output early;

    private @Nullable ChannelHandlerContext ctx;
    private @Nullable Output output;
    private @Nullable WebSocketHandler handler;
    private @Nullable WebSocketFacade facade;
    private @Nullable WebSocketHandler nextHandler;
    private @Nullable WebSocketFacade nextFacade;
    private @Nullable SessionState kept;
    private boolean paused;
    private boolean closeSent;
    private boolean ended;
    private int endCode = LOST;
    private String endReason = "the connection was lost";

    WebSocketSession(HttpConnection connection, String path, Endpoint endpoint, RouteTable.@Nullable Entry route) {
        this.connection = connection;
        this.path = path;
        this.firstEndpoint = endpoint;
        this.route = route;
        this.early = connection.output();
        this.joiner = new MessageJoiner(
                connection.channel().alloc(), connection.site().limits().message());
    }

    /** Gives the first handler its socket; any thread. */
    WebSocket begin(WebSocketHandler first) {
        WebSocketFacade made = newFacade(firstEndpoint, false);
        handler = first;
        facade = made;
        return made;
    }

    /** The connection was gone before it could become a WebSocket. */
    void onLost() {
        ended("the connection was lost");
    }

    /** Takes the place of the HTTP decoder; what that has not decoded comes here. */
    void join(ChannelPipeline pipeline, ChannelHandler decoder) {
        String name = pipeline.context(decoder).name();
        pipeline.addAfter(name, null, this);
        pipeline.addAfter(name, null, new WebSocket13FrameEncoder(false));
        pipeline.addAfter(
                name,
                null,
                new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                        .expectMaskedFrames(true)
                        .allowExtensions(false)
                        .closeOnProtocolViolation(false)
                        .withUTF8Validator(false)
                        .maxFramePayloadLength(connection.site().limits().message())
                        .build()));
        if (route != null) {
            route.goneTasks().add(routeGone);
            if (!connection.site().routes().holds(route)) {
                routeGone.run();
            }
        }
        pipeline.remove(decoder);
    }

    long id() {
        return connection.id();
    }

    String path() {
        return path;
    }

    InetSocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    /** Any thread. */
    boolean isWritable() {
        return early.isWritable() && connection.channel().isWritable();
    }

    /** Does something on the loop; any thread. */
    void later(Runnable task) {
        early.later(task);
    }

    /** Sends a message; any thread. */
    void send(WebSocketFacade from, boolean text, ByteBuffer message) {
        if (connection.inLoop() && output != null) {
            doSend(
                    from,
                    text,
                    connection.channel().alloc().ioBuffer(message.remaining()).writeBytes(message));
        } else {
            early.handOver(message, bytes -> doSend(from, text, bytes));
        }
    }

    /** Closes after what was sent before; any thread. */
    void closeLater(int code, String reason) {
        if (connection.inLoop() && output != null) {
            close(code, reason);
        } else {
            later(() -> close(code, reason));
        }
    }

    void close(int code, String reason) {
        ChannelHandlerContext present = ctx;
        if (closeSent || ended || present == null) {
            return;
        }
        closeSent = true;
        endCode = code;
        endReason = reason;
        present.writeAndFlush(new CloseWebSocketFrame(code, reason));
        present.executor().schedule(() -> present.close(), CLOSE_LIMIT_MS, TimeUnit.MILLISECONDS);
        setReading(true);
    }

    void pause() {
        if (route == null) {
            paused = true;
            setReading(false);
        }
    }

    CompletionStage<?> suspend(SuspendRequest request) {
        WebSocketHandler present = handler;
        if (route != null || present == null || ended) {
            return CompletableFuture.completedFuture(null);
        }
        try {
            return present.suspend(request).thenAcceptAsync(state -> kept = state.orElse(null), connection.loop());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    void attach(Tenant next) {
        SessionState state = kept;
        if (route != null || state == null || ended) {
            return;
        }
        WebSocketFacade made = newFacade(next.endpoint(connection.site().role()), true);
        nextHandler = next.protocol().open(made, state);
        nextFacade = made;
    }

    void commit() {
        if (route != null || ended) {
            return;
        }
        WebSocketHandler next = nextHandler;
        if (next == null) {
            restart();
            return;
        }
        letGo();
        handler = next;
        facade = nextFacade;
        nextHandler = null;
        nextFacade = null;
        kept = null;
        if (facade != null) {
            facade.goLive();
        }
        goOn();
    }

    void abort() {
        if (nextHandler != null) {
            quietly(nextHandler::detached);
        }
        if (nextFacade != null) {
            nextFacade.detach();
        }
        nextHandler = null;
        nextFacade = null;
        WebSocketHandler present = handler;
        if (route == null && present != null && !ended) {
            kept = null;
            guarded(present::resume);
            goOn();
        }
    }

    void park() {
        if (route != null || ended) {
            return;
        }
        if (kept == null) {
            restart();
        } else {
            letGo();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        output = new Output(context, connection.site().marks().high());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof WebSocketFrame frame)) {
            io.netty.util.ReferenceCountUtil.release(message);
        } else if (paused && !closeSent) {
            waiting.add(frame);
        } else {
            take(frame);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        WebSocketHandler present = handler;
        if (context.channel().isWritable() && present != null && !ended) {
            guarded(present::onWritable);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ended(endReason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException broken) {
            broke(broken.closeStatus().code(), String.valueOf(broken.getMessage()));
        } else {
            context.close();
        }
    }

    @Override
    public void text(String message) {
        WebSocketHandler present = handler;
        if (present != null) {
            guarded(() -> present.onText(message));
        }
    }

    @Override
    public void binary(ByteBuf message) {
        WebSocketHandler present = handler;
        if (present != null) {
            guarded(() -> present.onBinary(message.nioBuffer()));
        }
    }

    private WebSocketFacade newFacade(Endpoint endpoint, boolean staged) {
        return new WebSocketFacade(this, endpoint, new LoopTimers(connection.loop(), this::handlerBroke), staged);
    }

    private void take(WebSocketFrame frame) {
        ChannelHandlerContext present = ctx;
        try {
            if (present == null || ended) {
                return;
            }
            if (frame instanceof CloseWebSocketFrame close) {
                onClose(present, close);
            } else if (closeSent) {
                return;
            } else if (frame instanceof PingWebSocketFrame) {
                present.write(new PongWebSocketFrame(frame.content().retain()));
            } else if (!(frame instanceof PongWebSocketFrame)) {
                joiner.add(frame, this);
            }
        } catch (MessageJoiner.BrokenException e) {
            broke(e.code(), String.valueOf(e.getMessage()));
        } finally {
            frame.release();
        }
    }

    private void onClose(ChannelHandlerContext present, CloseWebSocketFrame close) {
        if (!closeSent) {
            int code = close.statusCode();
            endCode = code < 0 ? 1005 : code;
            endReason = code < 0 ? "" : close.reasonText();
            closeSent = true;
            present.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
        } else {
            present.close();
        }
    }

    private void doSend(WebSocketFacade from, boolean text, ByteBuf bytes) {
        Output out = output;
        if (out == null || ended || closeSent || from != facade) {
            bytes.release();
            return;
        }
        out.frame(text ? new TextWebSocketFrame(bytes) : new BinaryWebSocketFrame(bytes));
        if (connection.channel().bytesBeforeWritable()
                > (long) MAX_UNSENT_MARKS * connection.site().marks().high()) {
            endReason = "the peer does not take what is sent";
            connection.channel().close();
        }
    }

    private void broke(int code, String reason) {
        connection.site().figures().webSocketErrors.increment();
        close(code, reason.length() > 100 ? reason.substring(0, 100) : reason);
        ChannelHandlerContext present = ctx;
        if (present != null) {
            present.executor().schedule(() -> present.close(), 100, TimeUnit.MILLISECONDS);
        }
    }

    private void restart() {
        close(SERVICE_RESTART, "service restart");
        ended(endReason);
        paused = false;
        dropWaiting();
    }

    private void onRouteGone() {
        later(this::restart);
    }

    private void goOn() {
        paused = false;
        WebSocketFrame frame = waiting.poll();
        while (frame != null) {
            take(frame);
            frame = waiting.poll();
        }
        ChannelHandlerContext present = ctx;
        if (present != null) {
            present.flush();
        }
        setReading(true);
    }

    private void letGo() {
        WebSocketHandler old = handler;
        if (facade != null) {
            facade.detach();
        }
        handler = null;
        facade = null;
        if (old != null) {
            quietly(old::detached);
        }
    }

    private void ended(String reason) {
        if (ended) {
            return;
        }
        ended = true;
        joiner.drop();
        dropWaiting();
        if (route != null) {
            route.goneTasks().remove(routeGone);
        }
        if (facade != null) {
            facade.detach();
        }
        WebSocketHandler old = handler;
        handler = null;
        kept = null;
        if (old != null) {
            quietly(() -> old.onClosed(endCode, reason));
        }
        if (nextHandler != null) {
            quietly(nextHandler::detached);
            nextHandler = null;
        }
    }

    private void dropWaiting() {
        waiting.forEach(WebSocketFrame::release);
        waiting.clear();
    }

    void guarded(Runnable call) {
        try {
            call.run();
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            handlerBroke(e);
        }
    }

    private void handlerBroke(Throwable cause) {
        failed(cause);
        broke(1011, "the service failed");
    }

    private void quietly(Runnable call) {
        try {
            call.run();
        } catch (Exception | LinkageError | AssertionError e) {
            failed(e);
        }
    }

    private void failed(Throwable cause) {
        connection.webSocketFailed(path, cause);
    }

    private void setReading(boolean reading) {
        if (connection.channel().config().isAutoRead() != reading) {
            connection.channel().config().setAutoRead(reading);
        }
    }
}
