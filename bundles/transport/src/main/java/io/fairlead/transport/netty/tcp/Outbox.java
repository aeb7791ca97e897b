package io.fairlead.transport.netty.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What goes out on one connection. On the loop, small writes share a pooled buffer that itself becomes part of the
 * outbound write. Writes of other threads wait in a queue of their own, with one task for all of them.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which is told by the pipeline
final class Outbox {
    private static final int CHUNK = 2048;
    private static final int OWN_BUFFER_FROM = 16 << 10;

    private final ChannelHandlerContext ctx;
    private final boolean voidPromises;
    private final ArrayDeque<ByteBuf> fromOutside = new ArrayDeque<>();
    private @Nullable ByteBuf open;
    private @Nullable ByteBuffer lent;
    private boolean reserved;
    private boolean unflushed;
    private @Nullable ChannelPromise finished;
    private long written;

    private boolean drainPosted;
    private boolean flushAsked;
    private boolean wasFull;
    private volatile long outsideBytes;

    Outbox(ChannelHandlerContext ctx, boolean voidPromises) {
        this.ctx = ctx;
        this.voidPromises = voidPromises;
    }

    /** Lends room for at least so many bytes; on the loop. */
    ByteBuffer reserve(int min) {
        ByteBuf out = open;
        ByteBuffer view = lent;
        if (out == null || view == null || out.writableBytes() < min) {
            push();
            out = ctx.alloc().directBuffer(Math.max(min, CHUNK));
            view = out.internalNioBuffer(0, out.capacity()).slice();
            open = out;
            lent = view;
        }
        reserved = true;
        return view.limit(view.capacity()).position(out.writerIndex());
    }

    /** Queues what was written into the room that was lent; on the loop. */
    void commit() {
        ByteBuf out = open;
        ByteBuffer view = lent;
        if (!reserved || out == null || view == null) {
            throw new IllegalStateException("commit without reserve");
        }
        reserved = false;
        if (view.position() < out.writerIndex()) {
            throw new IllegalStateException("the reserved buffer's position lies before its beginning");
        }
        out.writerIndex(view.position());
    }

    /** Queues a copy; on the loop. */
    void write(ByteBuffer bytes) {
        int count = bytes.remaining();
        if (count >= OWN_BUFFER_FROM) {
            push();
            send(ctx.alloc().directBuffer(count).writeBytes(bytes));
        } else if (count > 0) {
            reserve(count).put(bytes);
            commit();
        }
    }

    /** Queues a copy; from another thread. */
    void writeFromOutside(ByteBuffer bytes) {
        int count = bytes.remaining();
        if (count == 0) {
            return;
        }
        ByteBuf copy = ctx.alloc().directBuffer(count).writeBytes(bytes);
        synchronized (fromOutside) {
            fromOutside.add(copy);
            outsideBytes += count;
        }
        postDrain();
    }

    /** Flushes; from another thread. */
    void flushFromOutside() {
        synchronized (fromOutside) {
            flushAsked = true;
        }
        postDrain();
    }

    /** Queues a buffer as it is, with its reference; on the loop. */
    void send(ByteBuf bytes) {
        if (finished != null) {
            bytes.release();
            return;
        }
        written += bytes.readableBytes();
        unflushed = true;
        ctx.write(bytes, voidPromises ? ctx.voidPromise() : ctx.newPromise());
    }

    /** Sends everything queued; on the loop. */
    void flush() {
        push();
        if (unflushed) {
            unflushed = false;
            ctx.flush();
        }
    }

    /** Returns whether anything waits for a flush; on the loop. */
    boolean needsFlush() {
        return unflushed || open != null;
    }

    /** Returns false while more waits than the high mark; any thread. */
    boolean isWritable(int highMark) {
        return ctx.channel().isWritable() && outsideBytes < highMark;
    }

    /** Returns bytes queued for the socket so far; on the loop. */
    long written() {
        return written;
    }

    /** Sends everything and takes no more; the promise completes when it has left this side. On the loop. */
    ChannelPromise finish() {
        ChannelPromise sent = finished;
        if (sent == null) {
            handOver();
            sent = ctx.newPromise();
            finished = sent;
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER, sent);
        }
        return sent;
    }

    /** Sends everything that is queued here; on the loop. */
    void handOver() {
        drain();
        flush();
    }

    /** Drops everything; the connection is gone. On the loop. */
    void release() {
        if (finished == null) {
            finished = ctx.newPromise();
        }
        ByteBuf out = open;
        open = null;
        lent = null;
        if (out != null) {
            out.release();
        }
        drain();
    }

    private void push() {
        ByteBuf out = open;
        if (out == null) {
            return;
        }
        open = null;
        lent = null;
        reserved = false;
        if (out.isReadable()) {
            send(out);
        } else {
            out.release();
        }
    }

    private void postDrain() {
        synchronized (fromOutside) {
            if (drainPosted) {
                return;
            }
            drainPosted = true;
        }
        ctx.executor().execute(this::drainAndTell);
    }

    private void drainAndTell() {
        boolean flush;
        synchronized (fromOutside) {
            drainPosted = false;
            flush = flushAsked;
            flushAsked = false;
        }
        drain();
        if (flush) {
            flush();
        }
        boolean tell = wasFull;
        wasFull = false;
        if (tell && ctx.channel().isWritable()) {
            ctx.pipeline().fireChannelWritabilityChanged();
        }
    }

    private void drain() {
        ByteBuf[] all;
        synchronized (fromOutside) {
            if (fromOutside.isEmpty()) {
                return;
            }
            all = fromOutside.toArray(ByteBuf[]::new);
            fromOutside.clear();
            // Taken with the queue: a writer that has just seen it full waits to be told.
            wasFull |= outsideBytes >= ctx.channel().config().getWriteBufferHighWaterMark();
            outsideBytes = 0;
        }
        push();
        for (ByteBuf bytes : all) {
            send(bytes);
        }
    }
}
