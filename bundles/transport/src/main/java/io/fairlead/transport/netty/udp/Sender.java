package io.fairlead.transport.netty.udp;

import io.fairlead.transport.netty.Counters;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends on one socket. What does not fit its queue is dropped and counted, since a late datagram is worth less than a
 * fresh one; so is a datagram without a byte, which Netty does not send. Any thread unless said otherwise.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a datagram that fails is lost, as any may be
final class Sender {
    private static final int MOST_SEGMENTS = 64;
    private static final int MOST_BYTES = 65_507;

    private final Channel channel;
    private final Counters counters;
    private final AtomicLong elsewhere = new AtomicLong();
    private boolean trains;

    /**
     * @param channel the socket
     * @param trains whether the kernel cuts trains
     * @param counters take what is sent and dropped
     */
    Sender(Channel channel, boolean trains, Counters counters) {
        this.channel = channel;
        this.trains = trains;
        this.counters = counters;
    }

    void send(InetSocketAddress to, ByteBuffer payload, int segmentSize) {
        int size = payload.remaining();
        if (to.isUnresolved()) {
            throw new IllegalArgumentException("the address is not resolved: " + to);
        }
        if (size > MOST_BYTES || segmentSize < 1) {
            throw new IllegalArgumentException("no datagram: " + size + " bytes in pieces of " + segmentSize);
        }
        if (size == 0) {
            drop(1);
            return;
        }
        boolean inLoop = channel.eventLoop().inEventLoop();
        if (inLoop ? !room() : !isWritable()) {
            drop((size + segmentSize - 1) / segmentSize);
            return;
        }
        ByteBuf copy = channel.alloc().directBuffer(size).writeBytes(payload);
        if (inLoop) {
            write(to, copy, segmentSize);
        } else {
            elsewhere.addAndGet(size);
            later(copy, () -> {
                elsewhere.addAndGet(-size);
                write(to, copy, segmentSize);
            });
        }
    }

    void flush() {
        if (channel.eventLoop().inEventLoop()) {
            channel.flush();
        } else {
            later(null, channel::flush);
        }
    }

    boolean isWritable() {
        return channel.isWritable() && elsewhere.get() < channel.config().getWriteBufferHighWaterMark();
    }

    /** Returns whether there is room; sends what is queued where there is none. On the loop. */
    private boolean room() {
        if (!channel.isWritable()) {
            channel.flush();
        }
        return channel.isWritable();
    }

    private void write(InetSocketAddress to, ByteBuf bytes, int segmentSize) {
        int size = bytes.readableBytes();
        if (!channel.isActive()) {
            bytes.release();
            return;
        }
        counters.bytesWritten.add(size);
        if (size <= segmentSize) {
            channel.write(new DatagramPacket(bytes, to), channel.voidPromise());
        } else if (trains) {
            writeTrain(to, bytes, segmentSize);
        } else {
            writeSingles(to, bytes, segmentSize);
        }
    }

    private void writeTrain(InetSocketAddress to, ByteBuf bytes, int segmentSize) {
        while (bytes.isReadable()) {
            int most = Math.min(bytes.readableBytes(), MOST_SEGMENTS * segmentSize);
            ByteBuf again = bytes.retainedSlice(bytes.readerIndex(), most);
            ByteBuf piece = bytes.readRetainedSlice(most);
            channel.write(new SegmentedDatagramPacket(piece, segmentSize, to)).addListener(sent -> {
                if (sent.isSuccess() || !channel.isActive()) {
                    again.release();
                } else {
                    trains = false;
                    writeSingles(to, again, segmentSize);
                    channel.flush();
                }
            });
        }
        bytes.release();
    }

    private void writeSingles(InetSocketAddress to, ByteBuf bytes, int segmentSize) {
        while (bytes.isReadable()) {
            ByteBuf piece = bytes.readRetainedSlice(Math.min(segmentSize, bytes.readableBytes()));
            channel.write(new DatagramPacket(piece, to), channel.voidPromise());
        }
        bytes.release();
    }

    private void drop(int datagrams) {
        counters.dropped.add(datagrams);
    }

    private void later(@org.jspecify.annotations.Nullable ByteBuf held, Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            if (held != null) {
                held.release();
            }
        }
    }
}
