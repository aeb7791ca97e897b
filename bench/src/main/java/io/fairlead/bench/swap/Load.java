package io.fairlead.bench.swap;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The clients of a swap: connections that each have up to three requests outstanding, on a schedule or without end, and
 * a newcomer every 20 ms. All on one event loop.
 */
final class Load implements AutoCloseable {
    private static final int CONNECTING = 100;
    private static final int NEWCOMER_MS = 20;
    private static final long SEED = 20_261_122;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Tally tally = new Tally();
    private final List<Peer> peers = new ArrayList<>();
    private final Random random = new Random(SEED);
    private final Target target;
    private final SslContext tls;
    private final int rate;
    private boolean running;
    private long beganNs;
    private long turns;

    /**
     * Opens the connections.
     *
     * @param rate requests a second of all together; 0: each connection always has three outstanding
     */
    Load(Target target, int connections, int rate) throws IOException, InterruptedException {
        this.target = target;
        this.rate = rate;
        this.tls = SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
        List<ChannelFuture> pending = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            pending.add(connect(peer()));
            if (pending.size() == CONNECTING || i == connections - 1) {
                for (ChannelFuture each : pending) {
                    each.sync();
                }
                pending.clear();
            }
        }
    }

    private ChannelHandler peer() {
        if (target.kind() == Target.Kind.UDP) {
            DatagramPeer peer = new DatagramPeer(tally);
            peers.add(peer);
            return peer;
        }
        StreamPeer peer = new StreamPeer(tally, random, this::lost);
        peers.add(peer);
        return peer;
    }

    private ChannelFuture connect(ChannelHandler handler) {
        Bootstrap bootstrap = new Bootstrap().group(loop);
        if (target.kind() == Target.Kind.UDP) {
            bootstrap.channel(EpollDatagramChannel.class);
        } else {
            bootstrap.channel(EpollSocketChannel.class).option(ChannelOption.TCP_NODELAY, true);
        }
        return bootstrap
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (target.kind() == Target.Kind.TLS) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        }
                        channel.pipeline().addLast(handler);
                    }
                })
                .connect(target.address());
    }

    /** A connection was cut: another takes its place. */
    private void lost(StreamPeer gone) {
        int place = peers.indexOf(gone);
        if (running && place >= 0) {
            StreamPeer next = new StreamPeer(tally, random, this::lost);
            peers.set(place, next);
            connect(next).addListener(connected -> {
                if (connected.isSuccess() && rate == 0) {
                    next.goOn();
                }
            });
        }
    }

    /** Begins to ask. */
    void start() throws InterruptedException {
        onLoop(() -> {
            running = true;
            beganNs = System.nanoTime();
            if (rate == 0) {
                peers.forEach(Peer::goOn);
            } else {
                loop.scheduleAtFixedRate(this::pace, 1, 1, TimeUnit.MILLISECONDS);
            }
            if (target.kind() != Target.Kind.UDP) {
                loop.scheduleAtFixedRate(this::newcomer, NEWCOMER_MS, NEWCOMER_MS, TimeUnit.MILLISECONDS);
            }
            return true;
        });
    }

    private void pace() {
        if (!running) {
            return;
        }
        long now = System.nanoTime();
        long due = (long) ((now - beganNs) / 1e9 * rate / Conversation.REQUESTS_A_TURN);
        for (; turns < due; turns++) {
            peers.get((int) (turns % peers.size())).turn(now);
        }
    }

    private void newcomer() {
        if (running) {
            Newcomer newcomer = new Newcomer(tally);
            connect(newcomer).addListener(connected -> {
                if (!connected.isSuccess()) {
                    tally.newcomersFailed++;
                }
            });
        }
    }

    /** Returns the latencies since the last call, in nanoseconds. */
    Histogram turn() throws InterruptedException {
        return onLoop(tally::turn);
    }

    /** Begins no further request, waits for the replies and returns what was seen. */
    Tally finish() throws InterruptedException {
        onLoop(() -> {
            running = false;
            peers.forEach(Peer::stop);
            return true;
        });
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (outstanding() > 0 && System.nanoTime() < endNs) {
            Thread.sleep(50);
        }
        tally.lost += outstanding();
        return tally;
    }

    private long outstanding() throws InterruptedException {
        return onLoop(() -> peers.stream().mapToLong(Peer::outstanding).sum());
    }

    private <T> T onLoop(Callable<T> action) throws InterruptedException {
        return loop.submit(action).sync().getNow();
    }

    @Override
    public void close() {
        loop.submit(() -> peers.forEach(Peer::close)).syncUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
