package io.fairlead.transport.netty.udp;

import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;

/**
 * What a UDP socket's kernel does for it; found out when the socket is opened.
 *
 * @param trainsOut trains are cut by the kernel (UDP_SEGMENT)
 * @param trainsIn arriving trains are joined by the kernel (UDP_GRO), while there are any
 * @param batchesIn many datagrams are read by one call
 */
public record Offload(boolean trainsOut, boolean trainsIn, boolean batchesIn) {
    private static final int MAX_DATAGRAM = 1 << 16;
    private static final int SOCKET_BUFFER = 4 << 20;

    /** Sets a socket up as well as the system allows. */
    static Offload setUp(DatagramChannel channel) {
        channel.config().setOption(ChannelOption.SO_RCVBUF, SOCKET_BUFFER);
        channel.config().setOption(ChannelOption.SO_SNDBUF, SOCKET_BUFFER);
        if (!(channel instanceof EpollDatagramChannel epoll)) {
            channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(MAX_DATAGRAM));
            return new Offload(false, false, false);
        }
        return new Offload(EpollDatagramChannel.isSegmentedDatagramPacketSupported(), joins(epoll), true);
    }

    private static boolean joins(EpollDatagramChannel channel) {
        try {
            return channel.config().setOption(EpollChannelOption.UDP_GRO, true);
        } catch (RuntimeException olderKernel) {
            return false;
        }
    }
}
