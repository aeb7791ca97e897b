package io.fairlead.transport.netty.tcp;

import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.TransportView.ConnectionEntry;
import io.fairlead.transport.netty.LoopClock;
import io.fairlead.transport.netty.Served;
import io.fairlead.transport.netty.Tenant;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection: the last handler of its pipeline, and what a swap moves. Everything that changes it happens on its
 * loop. The fast path of a read asks one number, {@link #holds}, and the emptiness of {@link #unread}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what closes or fails is told by the pipeline
final class TcpConnection extends ChannelInboundHandlerAdapter implements Served, LoopClock.Watcher {
    /** A swap or a parking has paused reading. */
    private static final int SWAP = 1;
    /** The handler has paused reading. */
    private static final int HANDLER = 2;
    /** There is no handler yet. */
    private static final int UNOPENED = 4;
    /** Reading goes on, but not for a handler. */
    private static final int RELAYED = 8;

    private static final int CLOSING = 16;
    /** The first bytes after a swap end its pause. */
    private static final int AFTER_SWAP = 32;

    private static final int NO_READ = SWAP | HANDLER;
    private static final int READ_ON_IN_SWAP = 64 << 10;
    private static final int NO_DELIVERY = SWAP | HANDLER | UNOPENED | RELAYED | CLOSING;

    private final Connections home;
    private final SocketChannel channel;
    private final String tag;
    private final @Nullable SslHandler tls;
    private final long id;
    private final InetSocketAddress remote;
    private final Instant opened = Instant.now();
    private final LoopClock clock;
    private final Unread unread;
    private final TimeLimits limits;
    private final SwapPause pause = new SwapPause();
    private @Nullable Consumer<Optional<ConnectionFacade>> whenOpened;

    private @Nullable Outbox outbox;
    private int holds = UNOPENED;
    private @Nullable ConnectionFacade current;
    private @Nullable ConnectionFacade staged;
    private Optional<SessionState> kept = Optional.empty();
    private int swap;
    private boolean swapping;
    private boolean suspended;
    private boolean ready;
    private boolean inputEnded;
    private boolean endTold;
    private boolean delivering;
    private boolean isGone;
    private @Nullable String closedCause;
    private @Nullable GentleClose closing;
    private @Nullable RelayHalf relay;
    private long bytesRead;
    private long batchRead;
    private long writtenTold;

    TcpConnection(
            Connections home,
            SocketChannel channel,
            EventLoop loop,
            InetSocketAddress remote,
            String tag,
            @Nullable SslHandler tls) {
        this.home = home;
        this.channel = channel;
        this.tag = tag;
        this.tls = tls;
        this.id = home.shared().nextConnectionId();
        this.remote = remote;
        this.clock = home.shared().clock(loop);
        this.unread = new Unread(channel.alloc());
        this.limits = new TimeLimits(clock);
    }

    /** Calls once, with the facade of the first handler; or with nothing where it closed before. */
    void whenOpened(Consumer<Optional<ConnectionFacade>> listener) {
        whenOpened = listener;
    }

    // What the pipeline tells

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        outbox = new Outbox(ctx, tls == null);
        home.joined(this);
        clock.watch(this);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (tls == null) {
            open();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        batchRead += in.readableBytes();
        limits.touched();
        ConnectionFacade facade = current;
        if (holds == 0 && unread.isEmpty() && facade != null) {
            deliver(facade, in);
        } else {
            takeSlowly(in);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        Outbox out = outbox();
        RelayHalf half = relay;
        if (half != null) {
            half.flush();
        }
        out.flush();
        settleFigures();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        RelayHalf half = relay;
        ConnectionFacade facade = current;
        if (half != null) {
            half.writabilityChanged();
        } else if (facade != null && (holds & (UNOPENED | CLOSING)) == 0 && isWritable()) {
            guarded(facade, facade.handler()::onWritable);
            flushAfterCall();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                open();
            } else {
                home.handshakeFailed(remote, handshake.cause());
                closedCause = "the TLS handshake failed";
                channel.close();
            }
        } else if (event instanceof ChannelInputShutdownEvent
                || (event instanceof SslCloseCompletionEvent closed && closed.isSuccess())) {
            inputEnded();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (closedCause == null) {
            closedCause = ready ? "the connection broke: " + cause.getMessage() : "it broke before it was open";
        }
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        gone(closedCause == null ? "closed by the peer" : closedCause);
    }

    /** Comes for a connection too that was never active. */
    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
        if (!isGone) {
            gone(closedCause());
        }
    }

    @Override
    public void onTick(long tick) {
        GentleClose shutting = closing;
        if (shutting != null) {
            shutting.onTick(tick);
            return;
        }
        EndpointOptions options = home.options();
        if (ready && (holds & (SWAP | HANDLER | RELAYED)) == 0 && limits.halfMessagePassed(options)) {
            cutOff("a message was begun and not ended within " + options.halfMessageTimeout()
                    + " (half-message-timeout)");
        } else if (relay != null) {
            relay.idle(limits.idlePassed(options));
        } else if (ready && (holds & SWAP) == 0 && limits.idlePassed(options)) {
            cutOff("nothing passed for " + options.idleTimeout() + " (idle-timeout)");
        }
    }

    // Delivery

    private void open() {
        ready = true;
        limits.touched();
        home.context().tenant().ifPresentOrElse(this::openFor, () -> {
            pause.begins();
            hold(SWAP);
        });
        applyReading();
    }

    private void openFor(Tenant tenant) {
        ConnectionFacade facade = new ConnectionFacade(this, tenant, false);
        try {
            facade.handler(tenant.protocol().open(facade, Optional.empty()));
        } catch (Throwable failure) {
            facade.cut();
            home.handlerFailed(remote, failure);
            closedCause = "its protocol could not open it";
            abortNow();
            return;
        }
        current = facade;
        holds &= ~UNOPENED;
        tellOpened(Optional.of(facade));
        flushAfterCall();
        if (inputEnded) {
            deliverWaiting();
        }
    }

    private void tellOpened(Optional<ConnectionFacade> facade) {
        Consumer<Optional<ConnectionFacade>> listener = whenOpened;
        whenOpened = null;
        if (listener != null) {
            listener.accept(facade);
        }
    }

    private void deliver(ConnectionFacade facade, ByteBuf in) {
        int count = in.readableBytes();
        ByteBuffer view = in.nioBuffer();
        delivering = true;
        try {
            facade.handler().onData(view);
        } catch (Throwable failure) {
            delivering = false;
            in.release();
            handlerFailed(facade, failure);
            return;
        }
        delivering = false;
        int left = view.remaining();
        if (left == 0 || closing != null) {
            in.release();
            limits.consumedAll();
        } else {
            in.skipBytes(count - left);
            unread.keep(in);
            leftUnread(left < count);
        }
    }

    /** Takes bytes that cannot go straight to the handler. */
    private void takeSlowly(ByteBuf in) {
        RelayHalf half = relay;
        GentleClose shutting = closing;
        if (half != null && half.started()) {
            half.forward(in);
        } else if (shutting != null) {
            shutting.dropped(in.readableBytes());
            in.release();
        } else {
            unread.keep(in);
            if (swapping) {
                applyReading();
            }
            deliverWaiting();
        }
    }

    /** Offers what waits, and then the end of the stream, unless something holds it. */
    private void deliverWaiting() {
        ConnectionFacade facade = current;
        if (delivering || (holds & NO_DELIVERY) != 0 || facade == null) {
            return;
        }
        if ((holds & AFTER_SWAP) != 0 && !unread.isEmpty()) {
            holds &= ~AFTER_SWAP;
            pause.firstData();
        }
        if (!unread.isEmpty()) {
            ByteBuffer view = unread.view();
            int count = view.remaining();
            delivering = true;
            try {
                facade.handler().onData(view);
            } catch (Throwable failure) {
                delivering = false;
                handlerFailed(facade, failure);
                return;
            }
            delivering = false;
            unread.consumed(count - view.remaining());
            if (closing != null) {
                unread.release();
            } else if (unread.isEmpty()) {
                limits.consumedAll();
            } else {
                leftUnread(view.remaining() < count);
            }
        }
        if (inputEnded && !endTold && (holds & NO_DELIVERY) == 0) {
            endTold = true;
            guarded(facade, () -> facade.handler().onEnd(facade));
        }
    }

    private void leftUnread(boolean someConsumed) {
        limits.leftUnread(someConsumed);
        int max = home.options().maxUnread();
        if (unread.size() > max && (holds & NO_DELIVERY) == 0) {
            cutOff("more than " + max + " bytes of one message arrived (max-unread)");
        }
    }

    private void inputEnded() {
        if (inputEnded) {
            return;
        }
        inputEnded = true;
        RelayHalf half = relay;
        GentleClose shutting = closing;
        if (half != null) {
            half.inputEnded();
        } else if (shutting != null) {
            shutting.inputEnded();
        } else {
            deliverWaiting();
            flushAfterCall();
        }
    }

    private void guarded(ConnectionFacade facade, Runnable call) {
        try {
            call.run();
        } catch (Throwable failure) {
            handlerFailed(facade, failure);
        }
    }

    private void flushAfterCall() {
        if (outbox().needsFlush()) {
            outbox().flush();
        }
        settleFigures();
    }

    private void settleFigures() {
        if (batchRead != 0) {
            bytesRead += batchRead;
            home.counters().bytesRead.add(batchRead);
            batchRead = 0;
        }
        long written = outbox().written();
        if (written != writtenTold) {
            home.counters().bytesWritten.add(written - writtenTold);
            writtenTold = written;
            limits.touched();
            if ((holds & SWAP) != 0) {
                pause.lastReply();
            }
        }
    }

    private void hold(int why) {
        holds |= why;
        applyReading();
    }

    private void release(int why) {
        holds &= ~why;
        applyReading();
    }

    /**
     * During a swap, which is short, what arrives is still taken into {@link #unread} up to a bound, since stopping and
     * starting costs two system calls for each connection and would be most of the pause.
     */
    private void applyReading() {
        boolean swapBriefly = swapping && unread.size() < READ_ON_IN_SWAP;
        boolean read = (holds & CLOSING) != 0 || (holds & NO_READ & (swapBriefly ? ~SWAP : ~0)) == 0;
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }

    // What a swap asks

    @Override
    public EventLoop loop() {
        return channel.eventLoop();
    }

    @Override
    public void pause() {
        pause.none();
        if (relay != null) {
            return;
        }
        swap++;
        swapping = true;
        pause.begins();
        hold(SWAP);
    }

    @Override
    public CompletionStage<?> suspend(SuspendRequest request) {
        ConnectionFacade facade = current;
        if (facade == null || closing != null || closedCause != null) {
            return CompletableFuture.completedFuture(null);
        }
        suspended = true;
        int asked = swap;
        CompletionStage<Optional<SessionState>> answer;
        try {
            answer = facade.handler().suspend(request);
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
        flushAfterCall();
        if (answer instanceof CompletableFuture<Optional<SessionState>> future
                && future.isDone()
                && !future.isCompletedExceptionally()) {
            kept = future.join();
            return answer;
        }
        return answer.thenAcceptAsync(
                state -> {
                    if (asked == swap) {
                        kept = state;
                        flushAfterCall();
                    }
                },
                loop());
    }

    @Override
    public void attach(Tenant next) {
        if (!ready || closing != null || relay != null || closedCause != null) {
            return;
        }
        ConnectionFacade facade = new ConnectionFacade(this, next, true);
        try {
            facade.handler(next.protocol().open(facade, kept));
        } catch (Throwable refusal) {
            facade.cut();
            throw refusal;
        }
        staged = facade;
    }

    @Override
    public void commit() {
        swap++;
        ConnectionFacade old = current;
        ConnectionFacade next = staged;
        staged = null;
        if (next != null) {
            current = next;
            kept = Optional.empty();
            detach(old);
            next.goLive();
            boolean first = (holds & UNOPENED) != 0;
            holds &= ~(UNOPENED | HANDLER);
            endTold = false;
            if (first) {
                tellOpened(Optional.of(next));
            }
        }
        afterSwap();
    }

    @Override
    public void abort() {
        swap++;
        ConnectionFacade next = staged;
        staged = null;
        if (next != null) {
            detach(next);
        }
        ConnectionFacade old = current;
        if (old != null) {
            kept = Optional.empty();
            if (suspended && closing == null && closedCause == null) {
                guarded(old, old.handler()::resume);
            }
        }
        afterSwap();
        flushAfterCall();
    }

    /** Reads on where somebody serves; tells what happened meanwhile. */
    private void afterSwap() {
        swapping = false;
        suspended = false;
        String cause = closedCause;
        if (relay != null || cause != null) {
            holds &= relay == null ? ~SWAP : ~0;
            if (cause != null) {
                tellGone(cause);
            }
            return;
        }
        if (current == null && ready) {
            home.context().tenant().ifPresent(this::openFor);
            if (current == null) {
                applyReading();
                return;
            }
        }
        limits.restart();
        pause.ends();
        holds |= AFTER_SWAP;
        release(SWAP);
        deliverWaiting();
    }

    @Override
    public void sendAnswers() {
        flushAfterCall();
    }

    @Override
    public void park() {
        swap++;
        swapping = false;
        suspended = false;
        if (relay == null) {
            applyReading();
        }
        if (closedCause != null) {
            tellGone(closedCause);
        }
        ConnectionFacade old = current;
        current = null;
        if (old != null) {
            holds |= UNOPENED;
            detach(old);
        }
    }

    @Override
    public long pausedNanos() {
        return pause.nanos();
    }

    @Override
    public void close(String cause) {
        closeGently(cause);
    }

    private void detach(@Nullable ConnectionFacade old) {
        if (old == null) {
            return;
        }
        old.cut();
        try {
            old.last().detached();
        } catch (Throwable failure) {
            home.handlerFailed(remote, failure);
        }
    }

    // What a handler asks, through its facade; any thread unless said otherwise

    Outbox outbox() {
        Outbox out = outbox;
        if (out == null) {
            throw new IllegalStateException("the connection is not registered yet");
        }
        return out;
    }

    void write(ByteBuffer bytes) {
        if (loop().inEventLoop()) {
            outbox().write(bytes);
        } else {
            outbox().writeFromOutside(bytes);
        }
    }

    void flush() {
        if (loop().inEventLoop()) {
            flushAfterCall();
        } else {
            outbox().flushFromOutside();
        }
    }

    boolean isWritable() {
        return outbox().isWritable(channel.config().getWriteBufferHighWaterMark());
    }

    void holdByHandler(ConnectionFacade by, boolean paused) {
        onLoop(by, () -> {
            if (paused) {
                hold(HANDLER);
            } else {
                release(HANDLER);
                limits.restart();
                loop().execute(() -> {
                    deliverWaiting();
                    flushAfterCall();
                });
            }
        });
    }

    void messageOpen(ConnectionFacade by, boolean open) {
        onLoop(by, () -> limits.messageOpen(open));
    }

    void endOutput(ConnectionFacade by) {
        onLoop(by, () -> OutputEnd.after(outbox(), channel, tls));
    }

    void closeByHandler(ConnectionFacade by) {
        onLoop(by, () -> closeGently("closed by this side"));
    }

    void abortByHandler(ConnectionFacade by) {
        onLoop(by, () -> {
            closedCause = "aborted by this side";
            abortNow();
        });
    }

    void handlerFailed(ConnectionFacade by, Throwable failure) {
        home.handlerFailed(remote, failure);
        onLoop(by, () -> closeGently("its handler failed"));
    }

    private void onLoop(ConnectionFacade by, Runnable action) {
        if (loop().inEventLoop()) {
            action.run();
        } else {
            loop().execute(() -> {
                if (by == current) {
                    action.run();
                }
            });
        }
    }

    // The end

    private void cutOff(String why) {
        home.cutOff(remote, why);
        closeGently(why);
    }

    private void closeGently(String cause) {
        if (closing != null || closedCause != null) {
            return;
        }
        if (relay != null) {
            relay.close();
            return;
        }
        closedCause = cause;
        holds |= CLOSING;
        if (!delivering) {
            unread.release();
        }
        GentleClose shutting =
                new GentleClose(channel, tls, clock, home.shared().settings(), inputEnded);
        closing = shutting;
        if (!ready) {
            channel.close();
            return;
        }
        shutting.begin(outbox());
        settleFigures();
        if ((holds & SWAP) == 0) {
            loop().execute(() -> tellGone(cause));
        }
        applyReading();
    }

    private void abortNow() {
        channel.config().setSoLinger(0);
        channel.close();
    }

    /** The socket is gone. A swap that is under way is told at its end. */
    private void gone(String cause) {
        isGone = true;
        closedCause = cause;
        clock.unwatch(this);
        unread.release();
        settleFigures();
        outbox().release();
        RelayHalf half = relay;
        if (half != null) {
            half.gone();
        }
        if ((holds & SWAP) == 0 || current == null) {
            tellGone(cause);
        }
    }

    private void tellGone(String cause) {
        home.left(this);
        tellOpened(Optional.empty());
        ConnectionFacade facade = current;
        current = null;
        if (facade != null) {
            facade.cut();
            try {
                facade.last().onClosed(cause);
            } catch (Throwable failure) {
                home.handlerFailed(remote, failure);
            }
        }
    }

    // Relays

    /** Gives the connection to a relay that has not started yet; on the loop. */
    void joinRelay(RelayHalf half) {
        ConnectionFacade old = current;
        ConnectionFacade next = staged;
        current = null;
        staged = null;
        relay = half;
        holds = RELAYED | HANDLER;
        applyReading();
        home.relayed(this);
        detach(next);
        detach(old);
        outbox().handOver();
        settleFigures();
    }

    /** Lets the relay begin, with what waits; on the loop. */
    void startRelay(RelayHalf half) {
        ByteBuf waiting = unread.take();
        if (waiting != null) {
            half.forward(waiting);
            half.flush();
        }
        if (inputEnded) {
            half.inputEnded();
        }
        release(HANDLER);
    }

    String closedCause() {
        return closedCause == null ? "it was closed" : closedCause;
    }

    SocketChannel channel() {
        return channel;
    }

    @Nullable
    SslHandler tls() {
        return tls;
    }

    // What operators see

    long id() {
        return id;
    }

    String tag() {
        return tag;
    }

    String role() {
        return home.context().role();
    }

    InetSocketAddress remoteAddress() {
        return remote;
    }

    InetSocketAddress localAddress() {
        return channel.localAddress();
    }

    Optional<String> peerSubject() {
        return TlsFacts.peerSubject(tls);
    }

    ConnectionEntry entry() {
        int now = holds;
        String state = (now & CLOSING) != 0
                ? "closing"
                : (now & RELAYED) != 0 ? "relayed" : (now & SWAP) != 0 ? "parked" : "serving";
        return new ConnectionEntry(
                id,
                home.context().group() + "/" + role(),
                remote,
                opened,
                state,
                bytesRead,
                outbox().written(),
                TlsFacts.session(tls));
    }
}
