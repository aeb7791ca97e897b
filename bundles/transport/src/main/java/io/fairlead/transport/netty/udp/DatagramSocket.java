package io.fairlead.transport.netty.udp;

import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.netty.Counters;
import io.fairlead.transport.netty.EndpointContext;
import io.fairlead.transport.netty.EndpointSocket;
import io.fairlead.transport.netty.PortOpener;
import io.fairlead.transport.netty.Served;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An endpoint that sends and takes datagrams. A changed port opens the new socket first and then closes the old one. */
public final class DatagramSocket implements EndpointSocket {
    private final EndpointContext context;
    private final EventLoop loop;
    private final Counters counters = new Counters();
    private final DatagramSession session;
    private volatile @Nullable EndpointSpec spec;
    private volatile @Nullable Channel channel;
    private volatile Offload offload = new Offload(false, false, false);

    /** @param context the endpoint's surroundings */
    public DatagramSocket(EndpointContext context) {
        this.context = context;
        this.loop = context.shared().loops().next();
        this.session = new DatagramSession(context, loop, counters);
    }

    /** Returns what the kernel does for the socket; any thread. */
    public Offload offload() {
        return offload;
    }

    @Override
    public Change prepare(EndpointSpec next) {
        EndpointSpec present = spec;
        Channel open = channel;
        if (present != null
                && open != null
                && present.ports().equals(next.ports())
                && host(present).equals(host(next))) {
            return new Replacement(next, null);
        }
        return new Replacement(
                next,
                context.shared()
                        .ports()
                        .open(context.group(), next, "udp", host(next), address -> bind(next, address)));
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.ofNullable(channel).map(each -> (InetSocketAddress) each.localAddress());
    }

    @Override
    public Collection<? extends Served> served() {
        return channel == null ? List.of() : List.of(session);
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public void close(String cause) {
        Channel open = channel;
        channel = null;
        if (loop.inEventLoop()) {
            session.close(cause);
        } else {
            loop.submit(() -> session.close(cause)).awaitUninterruptibly();
            if (open != null) {
                open.closeFuture().awaitUninterruptibly();
            }
        }
    }

    private String host(EndpointSpec of) {
        return of.options().host().orElse(context.shared().settings().host());
    }

    private Channel bind(EndpointSpec of, InetSocketAddress address) throws Exception {
        EndpointOptions options = of.options();
        ChannelFuture bound = new Bootstrap()
                .group(loop)
                .channelFactory(() -> prepared(context.shared().loops().newDatagram(), options))
                .option(ChannelOption.AUTO_READ, false)
                .handler(session.reader())
                .bind(address)
                .await();
        if (bound.cause() instanceof Exception e) {
            throw e;
        }
        return bound.channel();
    }

    private DatagramChannel prepared(DatagramChannel made, EndpointOptions options) {
        made.config().setAllocator(context.shared().loops().allocator());
        made.config().setWriteBufferWaterMark(marks(options));
        offload = Offload.setUp(made);
        return made;
    }

    private static WriteBufferWaterMark marks(EndpointOptions options) {
        return new WriteBufferWaterMark(options.writeBufferLow(), options.writeBufferHigh());
    }

    private final class Replacement implements Change {
        private final EndpointSpec next;
        private final PortOpener.@Nullable Opened opened;

        Replacement(EndpointSpec next, PortOpener.@Nullable Opened opened) {
            this.next = next;
            this.opened = opened;
        }

        @Override
        public void apply() {
            spec = next;
            if (opened == null) {
                Channel open = channel;
                if (open != null) {
                    open.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, marks(next.options()));
                }
                loop.execute(() -> session.options(next.options()));
                return;
            }
            channel = opened.channel();
            context.bound(next, opened);
            boolean trains = offload.trainsOut();
            loop.submit(() -> session.use(opened.channel(), trains, next.options()))
                    .awaitUninterruptibly();
        }

        @Override
        public void undo() {
            if (opened != null) {
                opened.channel().close().awaitUninterruptibly();
            }
        }
    }
}
