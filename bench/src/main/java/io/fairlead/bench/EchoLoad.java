package io.fairlead.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Connections that each send a 64-byte frame, wait for its echo, and send the next. */
final class EchoLoad implements AutoCloseable {
    private static final int FRAME = 64;
    private static final int CONNECTING = 100;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final List<Channel> channels = new ArrayList<>();
    private final List<Pinger> pingers = new ArrayList<>();
    private final Histogram latency = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
    private boolean running;

    EchoLoad(int port, int connections) throws InterruptedException {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Pinger pinger = new Pinger(channel);
                        pingers.add(pinger);
                        channel.pipeline().addLast(pinger);
                    }
                });
        List<ChannelFuture> pending = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            pending.add(bootstrap.connect("127.0.0.1", port));
            if (pending.size() == CONNECTING || i == connections - 1) {
                for (ChannelFuture each : pending) {
                    channels.add(each.sync().channel());
                }
                pending.clear();
            }
        }
    }

    /** Runs for some seconds; returns the latencies of the replies, in nanoseconds. */
    Histogram run(double seconds) throws InterruptedException {
        loops.submit(() -> {
                    latency.reset();
                    running = true;
                    channels.forEach(
                            channel -> channel.pipeline().get(Pinger.class).send());
                })
                .sync();
        Thread.sleep((long) (seconds * 1000));
        Histogram[] result = new Histogram[1];
        loops.submit(() -> {
                    running = false;
                    result[0] = latency.copy();
                })
                .sync();
        Thread.sleep(300);
        return result[0];
    }

    @Override
    public void close() {
        channels.forEach(Channel::close);
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Pinger extends ChannelInboundHandlerAdapter {
        private final Channel channel;
        private int missing;
        private long sentNs;

        Pinger(Channel channel) {
            this.channel = channel;
        }

        void send() {
            missing = FRAME;
            sentNs = System.nanoTime();
            ByteBuf frame = channel.alloc().directBuffer(FRAME);
            frame.writeInt(FRAME - Integer.BYTES).writeZero(FRAME - Integer.BYTES);
            channel.writeAndFlush(frame, channel.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext from, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            missing -= bytes.readableBytes();
            bytes.release();
            if (missing == 0 && running) {
                latency.recordValue(System.nanoTime() - sentNs);
                send();
            }
        }
    }
}
