package io.fairlead.transport.netty.udp;

import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.netty.AccessList;
import io.fairlead.transport.netty.Counters;
import io.fairlead.transport.netty.EndpointContext;
import io.fairlead.transport.netty.Served;
import io.fairlead.transport.netty.Tenant;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One endpoint's UDP socket and its handler, which a swap changes. On its loop unless said otherwise. */
@SuppressWarnings("FutureReturnValueIgnored") // a socket that fails to close is gone all the same
final class DatagramSession implements Served {
    private static final int LARGEST_BATCH = 1024;

    private final EndpointContext context;
    private final EventLoop loop;
    private final Counters counters;
    private final Batch batch = new Batch();
    private final Waiting waiting = new Waiting();
    private volatile @Nullable Channel channel;
    private volatile @Nullable Sender sender;
    private volatile EndpointOptions options = EndpointOptions.DEFAULT;
    private @Nullable PortFacade current;
    private @Nullable PortFacade staged;
    private Optional<SessionState> kept = Optional.empty();
    private @Nullable InetAddress allowed;
    private boolean paused;
    private boolean delivering;
    private boolean closed;
    private long batchBytes;
    private long pausedSinceNs;
    private long pausedNs;

    DatagramSession(EndpointContext context, EventLoop loop, Counters counters) {
        this.context = context;
        this.loop = loop;
        this.counters = counters;
    }

    /** Any thread. */
    InetSocketAddress localAddress() {
        Channel present = channel;
        if (present == null) {
            throw new IllegalStateException("the socket is not open");
        }
        return (InetSocketAddress) present.localAddress();
    }

    /** Any thread. */
    Sender sender() {
        Sender present = sender;
        if (present == null) {
            throw new IllegalStateException("the socket is not open");
        }
        return present;
    }

    /** Sends what is queued, unless a batch is being delivered, which does so at its end; any thread. */
    void flush() {
        if (!(loop.inEventLoop() && delivering)) {
            sender().flush();
        }
    }

    /** Returns what reads a socket for this session; any thread. */
    ChannelInboundHandlerAdapter reader() {
        return new Reader();
    }

    /** Takes another socket and options; the old socket is read no more. */
    void use(Channel next, boolean trains, EndpointOptions changed) {
        Channel old = channel;
        options = changed;
        allowed = null;
        channel = next;
        sender = new Sender(next, trains, counters);
        if (old != null) {
            old.close();
        } else if (current == null) {
            open();
        }
        read(!paused);
    }

    /** Takes changed options. */
    void options(EndpointOptions changed) {
        options = changed;
        allowed = null;
    }

    void handlerFailed(Throwable failure) {
        counters.handlerErrors.increment();
        StackTraceElement[] trace = failure.getStackTrace();
        context.shared()
                .repeatLog()
                .warn(
                        "handler " + name() + " " + failure.getClass().getName(),
                        "The protocol of " + name() + " failed on datagrams: "
                                + String.valueOf(failure).replaceAll("\\p{Cntrl}", "?")
                                + (trace.length == 0 ? "" : " at " + trace[0]) + ".");
    }

    void guarded(Runnable call) {
        try {
            call.run();
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            handlerFailed(e);
        }
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public void pause() {
        paused = true;
        pausedSinceNs = System.nanoTime();
        read(false);
    }

    @Override
    public CompletionStage<?> suspend(SuspendRequest request) {
        PortFacade present = current;
        if (present == null || closed) {
            return CompletableFuture.completedFuture(null);
        }
        try {
            return present.handler()
                    .suspend(request)
                    .thenAcceptAsync(
                            state -> {
                                kept = state;
                                pausedSinceNs = System.nanoTime();
                            },
                            loop);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void attach(Tenant next) {
        if (!closed && channel != null) {
            staged = opened(next, kept, true);
        }
    }

    @Override
    public void commit() {
        PortFacade next = staged;
        staged = null;
        if (next != null) {
            PortFacade old = current;
            current = next;
            kept = Optional.empty();
            detach(old);
            next.goLive();
        } else if (current == null) {
            open();
        }
        goOn();
    }

    @Override
    public void abort() {
        detach(staged);
        staged = null;
        PortFacade old = current;
        if (old != null) {
            kept = Optional.empty();
            guarded(old.handler()::resume);
        } else {
            open();
        }
        goOn();
    }

    @Override
    public void park() {
        PortFacade old = current;
        current = null;
        detach(old);
    }

    @Override
    public long pausedNanos() {
        return pausedNs;
    }

    @Override
    public void close(String cause) {
        if (closed) {
            return;
        }
        closed = true;
        PortFacade old = current;
        current = null;
        detach(old);
        detach(staged);
        staged = null;
        waiting.clear();
        Channel present = channel;
        if (present != null) {
            present.flush();
            present.close();
        }
    }

    private void open() {
        if (closed || channel == null) {
            return;
        }
        Tenant tenant = context.tenant().orElse(null);
        if (tenant == null) {
            paused = true;
            return;
        }
        try {
            current = opened(tenant, Optional.empty(), false);
            paused = false;
        } catch (RuntimeException e) {
            handlerFailed(e);
            paused = true;
        }
    }

    private PortFacade opened(Tenant tenant, Optional<SessionState> state, boolean stage) {
        PortFacade facade = new PortFacade(this, tenant.endpoint(context.role()), stage);
        try {
            facade.handler(tenant.protocol().open(facade, state));
            return facade;
        } catch (RuntimeException refusal) {
            facade.cut();
            throw refusal;
        }
    }

    private void detach(@Nullable PortFacade old) {
        if (old != null) {
            old.cut();
            guarded(old.handler()::detached);
        }
    }

    private void goOn() {
        if (current == null || closed) {
            return;
        }
        paused = false;
        pausedNs = System.nanoTime() - pausedSinceNs;
        if (!waiting.isEmpty()) {
            waiting.moveTo(batch);
            deliver();
        }
        read(true);
    }

    private void read(boolean reading) {
        Channel present = channel;
        if (present != null && present.config().isAutoRead() != reading) {
            present.config().setAutoRead(reading);
        }
    }

    private void take(DatagramPacket packet) {
        counters.accepted.increment();
        batchBytes += packet.content().readableBytes();
        InetAddress sender = packet.sender().getAddress();
        if (!sender.equals(allowed)) {
            if (!AccessList.of(options, context.shared().settings()).allows(sender)) {
                packet.release();
                counters.refusedByAccess.increment();
                return;
            }
            allowed = sender;
        }
        if (paused || closed || current == null) {
            if (closed) {
                packet.release();
            } else if (!waiting.add(context.shared().loops().allocator(), packet)) {
                counters.dropped.increment();
            }
            return;
        }
        batch.add(packet);
        if (batch.size() >= LARGEST_BATCH) {
            deliver();
        }
    }

    private void deliver() {
        PortFacade present = current;
        if (batch.size() == 0 || present == null) {
            batch.clear();
            return;
        }
        delivering = true;
        try {
            present.handler().onDatagrams(batch);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            handlerFailed(e);
        } finally {
            delivering = false;
            batch.clear();
            Channel sendsOn = channel;
            if (sendsOn != null) {
                sendsOn.flush();
            }
        }
    }

    private String name() {
        return context.group() + "/" + context.role();
    }

    /** Reads one socket; an endpoint has two for the moment in which its port changes. */
    private final class Reader extends ChannelInboundHandlerAdapter {
        private @Nullable ReadMode mode;
        private @Nullable InetSocketAddress lastSender;
        private int datagrams;
        private int inTrains;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            if (ctx.channel() instanceof EpollDatagramChannel epoll) {
                mode = new ReadMode(epoll);
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            DatagramPacket packet = (DatagramPacket) message;
            datagrams++;
            if (sameObject(packet.sender(), lastSender)) {
                inTrains++;
            }
            lastSender = packet.sender();
            take(packet);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            deliver();
            counters.bytesRead.add(batchBytes);
            batchBytes = 0;
            if (mode != null && !paused) {
                mode.turnEnds(datagrams, inTrains);
            }
            datagrams = 0;
            inTrains = 0;
        }

        /** The datagrams of one train have the very same address, single ones have their own. */
        @SuppressWarnings("ReferenceEquality")
        private boolean sameObject(InetSocketAddress one, @Nullable InetSocketAddress other) {
            return one == other;
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            PortFacade present = current;
            if (ctx.channel().isWritable() && present != null && !paused && !delivering) {
                guarded(present.handler()::onWritable);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            context.shared()
                    .repeatLog()
                    .warn(
                            "udp " + name(),
                            "The UDP socket of " + name() + " reports: " + cause.getMessage() + "; it goes on.");
        }
    }
}
