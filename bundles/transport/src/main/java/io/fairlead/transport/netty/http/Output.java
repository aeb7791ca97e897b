package io.fairlead.transport.netty.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a connection sends. Small pieces are joined, so that a short reply is one write; what was written within a read
 * batch is flushed at its end, anything else at the end of the present turn of the loop. On the loop unless said
 * otherwise.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection, which is told as such
final class Output {
    private static final int JOINED_FIRST = 512;
    private static final int JOINED_MOST = 8 << 10;
    private static final int TURNS = 16;

    private final ChannelHandlerContext ctx;
    private final int high;
    private final AtomicLong elsewhere = new AtomicLong();
    private final Deque<Runnable> waiting = new ArrayDeque<>(0);
    private @Nullable ByteBuf joined;
    private boolean batch;
    private boolean flushScheduled;
    private boolean dirty;
    private boolean telling;
    private long written;

    /**
     * @param ctx where to write
     * @param high the bytes that other threads may have handed over before they are told to wait
     */
    Output(ChannelHandlerContext ctx, int high) {
        this.ctx = ctx;
        this.high = high;
    }

    /** Begins a batch: nothing is flushed before {@link #batchEnds}. */
    void batchBegins() {
        batch = true;
    }

    /** Ends a batch. */
    void batchEnds() {
        batch = false;
        if (dirty) {
            flush();
        }
    }

    /** Returns the buffer for small pieces. */
    ByteBuf joined() {
        ByteBuf present = joined;
        if (present == null) {
            present = ctx.alloc().ioBuffer(JOINED_FIRST);
            joined = present;
        }
        dirty();
        return present;
    }

    /** Queues text. */
    void ascii(String text) {
        ByteBufUtil.writeAscii(joined(), text);
    }

    /** Queues a copy. */
    void copy(ByteBuffer bytes) {
        ByteBuf small = joined();
        if (small.readableBytes() + bytes.remaining() <= JOINED_MOST) {
            small.writeBytes(bytes);
        } else {
            write(ctx.alloc().ioBuffer(bytes.remaining()).writeBytes(bytes));
        }
    }

    /** Queues a buffer and takes it over. */
    void write(ByteBuf bytes) {
        pushJoined();
        written += bytes.readableBytes();
        ctx.write(bytes, ctx.voidPromise());
        dirty();
        if (!ctx.channel().isWritable()) {
            flush();
        }
    }

    /** Queues a message for the encoder before this one. */
    void frame(Object message) {
        ctx.write(message, ctx.voidPromise());
        dirty();
        if (!ctx.channel().isWritable()) {
            flush();
        }
    }

    /** Sends what is queued, unless a batch is open, which sends it at its end. */
    void flushSoon() {
        if (!batch && dirty) {
            flush();
        }
    }

    /** Sends what is queued and tells when it is gone. */
    ChannelFuture flushed() {
        pushJoined();
        dirty = false;
        return ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    /** Lets go of what was not sent. */
    void drop() {
        if (joined != null) {
            joined.release();
            joined = null;
        }
        dirty = false;
        waiting.clear();
    }

    /** Returns false while more is queued than the high mark; any thread. */
    boolean isWritable() {
        return ctx.channel().isWritable() && elsewhere.get() < high;
    }

    /** Calls once when {@link #isWritable}. */
    void whenWritable(Runnable task) {
        waiting.add(task);
        tellWaiting();
    }

    /** Lets those know who wait, if it is writable. */
    void tellWaiting() {
        if (telling) {
            return;
        }
        telling = true;
        try {
            for (int turn = 0; turn < TURNS && isWritable() && !waiting.isEmpty(); turn++) {
                waiting.remove().run();
            }
        } finally {
            telling = false;
        }
        if (isWritable() && !waiting.isEmpty()) {
            later(this::tellWaiting);
        }
    }

    /**
     * Copies bytes on any thread, to be written on the loop.
     *
     * @param then takes the buffer over, on the loop
     */
    void handOver(ByteBuffer bytes, java.util.function.Consumer<ByteBuf> then) {
        int size = bytes.remaining();
        ByteBuf copy = ctx.alloc().ioBuffer(size).writeBytes(bytes);
        elsewhere.addAndGet(size);
        boolean taken = later(() -> {
            elsewhere.addAndGet(-size);
            then.accept(copy);
            tellWaiting();
        });
        if (!taken) {
            copy.release();
        }
    }

    /**
     * Does something on the loop after what was asked for before; any thread.
     *
     * @return false where the loop has ended
     */
    boolean later(Runnable task) {
        try {
            ctx.executor().execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Returns the bytes that were handed on to be sent. */
    long written() {
        return written;
    }

    private void dirty() {
        dirty = true;
        if (!batch && !flushScheduled) {
            flushScheduled = true;
            later(() -> {
                flushScheduled = false;
                flushSoon();
            });
        }
    }

    private void flush() {
        pushJoined();
        dirty = false;
        ctx.flush();
    }

    private void pushJoined() {
        ByteBuf small = joined;
        if (small != null) {
            joined = null;
            written += small.readableBytes();
            ctx.write(small, ctx.voidPromise());
        }
    }
}
