package io.fairlead.transport.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The event loops that all sockets share. Their threads are started here and at once, so that none of them inherits a
 * protocol's class loader or access context from whoever happens to use it first.
 */
public final class EventLoops implements AutoCloseable {
    private static final long QUIET_MS = 0;
    private static final long STOP_LIMIT_MS = 5_000;

    private final Kit kit;
    private final MultiThreadIoEventLoopGroup group;
    private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;

    /** How the loops talk to the system. */
    public enum Io {
        /** epoll where there is one, else NIO. */
        AUTO,
        /** Linux epoll. */
        EPOLL,
        /** Linux io_uring. */
        IO_URING,
        /** What the Java runtime has everywhere. */
        NIO
    }

    /**
     * @param io how the loops talk to the system
     * @param threads how many loops, 0: as many as there are processors
     */
    public EventLoops(Io io, int threads) {
        kit = Kit.of(io);
        AtomicInteger number = new AtomicInteger();
        int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        group = new MultiThreadIoEventLoopGroup(
                count,
                task -> {
                    Thread thread = new FastThreadLocalThread(task, "fairlead-io-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    thread.setContextClassLoader(EventLoops.class.getClassLoader());
                    return thread;
                },
                kit.handlers);
        group.forEach(loop -> loop.submit(() -> {}).syncUninterruptibly());
    }

    /** Returns a loop for a new socket, each in its turn. */
    public EventLoop next() {
        return group.next();
    }

    /** Returns all loops. */
    public List<EventExecutor> all() {
        List<EventExecutor> loops = new ArrayList<>();
        group.forEach(loops::add);
        return loops;
    }

    /** Returns the pool of buffers. */
    public ByteBufAllocator allocator() {
        return allocator;
    }

    /** Returns how the loops talk to the system, in one word. */
    public String io() {
        return kit.name;
    }

    /** Returns a new listening socket, not yet registered. */
    public ServerSocketChannel newListener() {
        return kit.listener.get();
    }

    /** Returns a new connecting socket, not yet registered. */
    public SocketChannel newConnector() {
        return kit.connector.get();
    }

    /** Returns a new UDP socket, not yet registered. */
    public DatagramChannel newDatagram() {
        return kit.datagram.get();
    }

    @Override
    public void close() {
        group.shutdownGracefully(QUIET_MS, STOP_LIMIT_MS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(STOP_LIMIT_MS, TimeUnit.MILLISECONDS);
    }

    private record Kit(
            String name,
            IoHandlerFactory handlers,
            Supplier<ServerSocketChannel> listener,
            Supplier<SocketChannel> connector,
            Supplier<DatagramChannel> datagram) {
        static Kit of(Io io) {
            if (io == Io.IO_URING) {
                IoUring.ensureAvailability();
                return new Kit(
                        "io_uring",
                        IoUringIoHandler.newFactory(),
                        () -> new IoUringServerSocketChannel(),
                        () -> new IoUringSocketChannel(),
                        () -> new IoUringDatagramChannel());
            }
            if (io == Io.EPOLL) {
                Epoll.ensureAvailability();
            }
            if (io != Io.NIO && Epoll.isAvailable()) {
                return new Kit(
                        "epoll",
                        EpollHandler.newFactory(),
                        () -> new EpollServerSocketChannel(),
                        () -> new EpollSocketChannel(),
                        () -> new EpollDatagramChannel());
            }
            return new Kit(
                    "nio",
                    NioIoHandler.newFactory(),
                    () -> new NioServerSocketChannel(),
                    () -> new NioSocketChannel(),
                    () -> new NioDatagramChannel());
        }
    }
}
