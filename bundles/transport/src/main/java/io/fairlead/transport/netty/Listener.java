package io.fairlead.transport.netty;

import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.PortRange;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket: ports, access list and limits at accept, and as many accepts a turn as the settings allow. What it
 * lets in is handed on unregistered, with the loop that it shall live on; its place is given back when it closes.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what closes or fails tells its own pipeline
public final class Listener {
    private static final long RETRY_MS = 1_000;

    private final EndpointContext context;
    private final Counters counters;
    private final BiConsumer<SocketChannel, EventLoop> arrivals;
    private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private volatile @Nullable String boundHost;
    private volatile @Nullable Channel channel;
    private volatile boolean full;

    /**
     * @param context the endpoint's surroundings
     * @param counters take what happens
     * @param arrivals takes each connection that was let in, on the listener's loop; must register it with the loop
     */
    public Listener(EndpointContext context, Counters counters, BiConsumer<SocketChannel, EventLoop> arrivals) {
        this.context = context;
        this.counters = counters;
        this.arrivals = arrivals;
    }

    /** See {@link EndpointSocket#prepare}. The present port is kept where host and range still hold it. */
    public EndpointSocket.Change prepare(EndpointSpec next) {
        Channel present = channel;
        if (present != null && host(next).equals(boundHost) && holds(next.ports(), present)) {
            return new Replacement(next, null);
        }
        PortOpener.Opened opened =
                context.shared().ports().open(context.group(), next, "tcp", host(next), address -> bind(next, address));
        return new Replacement(next, opened);
    }

    /** Returns the address that it is bound to. */
    public Optional<InetSocketAddress> address() {
        return Optional.ofNullable(channel).map(each -> (InetSocketAddress) each.localAddress());
    }

    /** Returns true while a limit has paused accepting. */
    public boolean full() {
        return full;
    }

    /** Closes the listening socket; what it let in stays. Returns when the port is free. */
    public void close() {
        Channel old = channel;
        channel = null;
        if (old != null) {
            old.close().awaitUninterruptibly();
        }
    }

    private static boolean holds(PortRange wanted, Channel present) {
        int port = ((InetSocketAddress) present.localAddress()).getPort();
        return wanted.first() == 0 || (port >= wanted.first() && port <= wanted.last());
    }

    private String host(EndpointSpec of) {
        return of.options().host().orElse(context.shared().settings().host());
    }

    private Channel bind(EndpointSpec of, InetSocketAddress address) throws Exception {
        TransportSettings settings = context.shared().settings();
        EventLoop loop = context.shared().loops().next();
        ChannelFuture bound = new Bootstrap()
                .group(loop)
                .channelFactory(() -> context.shared().loops().newListener())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, settings.backlog())
                .option(ChannelOption.AUTO_READ, false)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(settings.acceptsPerTurn()))
                .handler(new Acceptor(of))
                .bind(address)
                .await();
        if (bound.cause() instanceof Exception e) {
            throw e;
        }
        return bound.channel();
    }

    /** Lives as long as its listening socket. Everything but {@link #roomAgain} happens on the socket's loop. */
    private final class Acceptor extends ChannelInboundHandlerAdapter {
        private final ArrayDeque<SocketChannel> held = new ArrayDeque<>();
        private volatile EndpointSpec spec;

        Acceptor(EndpointSpec spec) {
            this.spec = spec;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            SocketChannel peer = (SocketChannel) message;
            EndpointOptions options = spec.options();
            InetSocketAddress remote = peer.remoteAddress();
            if (remote == null) {
                peer.unsafe().closeForcibly();
            } else if (!AccessList.of(options, context.shared().settings()).allows(remote.getAddress())) {
                counters.refusedByAccess.increment();
                refuse(peer, "access", remote.getAddress().getHostAddress() + " is not in the endpoint's allow list");
            } else if (!held.isEmpty() || !takePlace(options)) {
                wait(ctx, peer, options);
            } else {
                admit(peer, remote.getAddress(), options);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            held.forEach(peer -> peer.unsafe().closeForcibly());
            held.clear();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            context.shared()
                    .repeatLog()
                    .warn(
                            "accept " + name(),
                            "Endpoint " + name() + " could not accept a connection (" + cause.getMessage()
                                    + "); it tries again in a second. Where too many files are open, raise the"
                                    + " limit (ulimit -n) or lower max-connections.");
            ctx.channel().config().setAutoRead(false);
            ctx.executor().schedule(() -> ctx.channel().config().setAutoRead(true), RETRY_MS, TimeUnit.MILLISECONDS);
        }

        private void wait(ChannelHandlerContext ctx, SocketChannel peer, EndpointOptions options) {
            if (options.whenFull() == EndpointOptions.WhenFull.REFUSE) {
                counters.refusedByLimit.increment();
                refuse(peer, "full", "max-connections (" + options.maxConnections() + ") is reached");
                return;
            }
            full = true;
            held.add(peer);
            ctx.channel().config().setAutoRead(false);
            context.shared()
                    .repeatLog()
                    .warn(
                            "full " + name(),
                            "Endpoint " + name() + " accepts no more until a connection closes: max-connections is"
                                    + " reached.");
            roomAgain(ctx.channel());
        }

        private void admit(SocketChannel peer, InetAddress address, EndpointOptions options) {
            if (perAddress.merge(address, 1, Integer::sum) > options.maxConnectionsPerAddress()) {
                counters.refusedByLimit.increment();
                giveBack(address);
                refuse(
                        peer,
                        "address",
                        address.getHostAddress() + " has max-connections-per-address ("
                                + options.maxConnectionsPerAddress() + ") open already");
                return;
            }
            counters.accepted.increment();
            peer.closeFuture().addListener(closed -> giveBack(address));
            arrivals.accept(peer, context.shared().loops().next());
        }

        private void giveBack(InetAddress address) {
            perAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
            counters.open.decrementAndGet();
            context.shared().quota().giveBack();
            Channel present = channel;
            if (full && present != null) {
                roomAgain(present);
            }
        }

        private boolean takePlace(EndpointOptions options) {
            if (counters.open.incrementAndGet() > options.maxConnections()) {
                counters.open.decrementAndGet();
                return false;
            }
            if (!context.shared().quota().take(context.shared().settings().maxConnections())) {
                counters.open.decrementAndGet();
                return false;
            }
            return true;
        }

        private void refuse(SocketChannel peer, String kind, String why) {
            peer.unsafe().closeForcibly();
            context.shared()
                    .repeatLog()
                    .warn(kind + " " + name(), "Endpoint " + name() + " refused a connection: " + why + ".");
        }

        private void awaitQuota(Channel own, EndpointOptions options) {
            if (counters.open.get() < options.maxConnections()) {
                context.shared().quota().whenRoom(context.shared().settings().maxConnections(), () -> roomAgain(own));
            }
        }

        void update(EndpointSpec next, Channel own) {
            spec = next;
            if (full) {
                roomAgain(own);
            }
        }

        private void roomAgain(Channel own) {
            if (own.eventLoop().inEventLoop()) {
                admitHeld(own);
            } else if (!own.eventLoop().isShuttingDown()) {
                own.eventLoop().execute(() -> admitHeld(own));
            }
        }

        private void admitHeld(Channel own) {
            while (!held.isEmpty()) {
                EndpointOptions options = spec.options();
                if (!takePlace(options)) {
                    awaitQuota(own, options);
                    return;
                }
                SocketChannel peer = held.remove();
                admit(peer, peer.remoteAddress().getAddress(), options);
            }
            full = false;
            own.config().setAutoRead(true);
        }
    }

    private String name() {
        return context.group() + "/" + context.role();
    }

    private final class Replacement implements EndpointSocket.Change {
        private final EndpointSpec next;
        private final PortOpener.@Nullable Opened opened;

        Replacement(EndpointSpec next, PortOpener.@Nullable Opened opened) {
            this.next = next;
            this.opened = opened;
        }

        @Override
        public void apply() {
            Channel old = channel;
            if (opened == null) {
                if (old != null) {
                    old.pipeline().get(Acceptor.class).update(next, old);
                }
                return;
            }
            channel = opened.channel();
            boundHost = host(next);
            context.bound(next, opened);
            opened.channel().config().setAutoRead(true);
            if (old != null) {
                old.close().awaitUninterruptibly();
            }
        }

        @Override
        public void undo() {
            if (opened != null) {
                opened.channel().close().awaitUninterruptibly();
            }
        }
    }
}
