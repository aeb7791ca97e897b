package io.fairlead.transport.netty.tcp;

import io.fairlead.transport.netty.Shared;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;

/** The options of a connection's socket. */
public final class ChannelSetup {
    private static final int PROBES = 4;

    private ChannelSetup() {}

    /** Sets what every connection has: half-close, no delay, pooled buffers, dead-peer detection. */
    public static void prepare(SocketChannel channel, Shared shared) {
        channel.config().setAllocator(shared.loops().allocator());
        channel.config().setAllowHalfClosure(true);
        channel.config().setTcpNoDelay(true);
        Duration deadPeer = shared.settings().deadPeer();
        if (deadPeer.isZero()) {
            return;
        }
        channel.config().setKeepAlive(true);
        if (shared.loops().io().equals("epoll")) {
            int seconds = (int) Math.max(PROBES * 2L, Math.min(deadPeer.toSeconds(), 32_000));
            set(channel, EpollChannelOption.TCP_KEEPIDLE, seconds / 2);
            set(channel, EpollChannelOption.TCP_KEEPINTVL, seconds / 2 / PROBES);
            set(channel, EpollChannelOption.TCP_KEEPCNT, PROBES);
            set(channel, EpollChannelOption.TCP_USER_TIMEOUT, seconds * 1000);
        }
    }

    private static void set(SocketChannel channel, ChannelOption<Integer> option, int value) {
        channel.config().setOption(option, value);
    }
}
