package io.fairlead.bench.swap;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One TCP connection with up to three requests outstanding, a quarter of them split over two writes. */
final class StreamPeer extends ChannelInboundHandlerAdapter implements Peer {
    private static final int SPLIT_ONE_IN = 4;
    private static final long SECOND_WRITE_MS = 2;

    private final Tally tally;
    private final Random random;
    private final Consumer<StreamPeer> lost;
    private final long[] startedNs = new long[Conversation.REQUESTS_A_TURN];
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf unread;
    private boolean endless;
    private boolean halfSent;
    private boolean late;
    private boolean ending;
    private long dueNs;
    private long wanted;
    private long sent;
    private long got;

    /** @param lost is told when the connection was cut */
    StreamPeer(Tally tally, Random random, Consumer<StreamPeer> lost) {
        this.tally = tally;
        this.random = random;
        this.lost = lost;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void turn(long nowNs) {
        if (wanted == sent) {
            dueNs = nowNs;
            late = false;
        } else {
            late = true;
        }
        wanted += Conversation.REQUESTS_A_TURN;
        send();
    }

    @Override
    public void goOn() {
        endless = true;
        wanted = sent + Conversation.REQUESTS_A_TURN;
        send();
    }

    @Override
    public void stop() {
        endless = false;
        wanted = sent;
    }

    @Override
    public long outstanding() {
        return sent - got + (halfSent ? 1 : 0);
    }

    @Override
    public void close() {
        ending = true;
        if (context != null) {
            context.close();
        }
    }

    private void send() {
        ChannelHandlerContext ctx = context;
        if (ctx == null || halfSent || ending) {
            return;
        }
        boolean any = false;
        while (sent < wanted && sent - got < Conversation.REQUESTS_A_TURN && !halfSent) {
            ByteBuf frame = ctx.alloc().directBuffer(16);
            Conversation.request(frame, sent + 1);
            if (random.nextInt(SPLIT_ONE_IN) == 0) {
                halfSent = true;
                ctx.write(frame.readRetainedSlice(1 + random.nextInt(frame.readableBytes() - 1)), ctx.voidPromise());
                ctx.executor().schedule(() -> secondHalf(ctx, frame), SECOND_WRITE_MS, TimeUnit.MILLISECONDS);
            } else {
                started();
                ctx.write(frame, ctx.voidPromise());
            }
            any = true;
        }
        if (any) {
            ctx.flush();
        }
    }

    private void secondHalf(ChannelHandlerContext ctx, ByteBuf rest) {
        halfSent = false;
        if (ending) {
            rest.release();
            return;
        }
        started();
        ctx.writeAndFlush(rest, ctx.voidPromise());
        send();
    }

    private void started() {
        startedNs[(int) (sent % startedNs.length)] = late ? dueNs : System.nanoTime();
        sent++;
        tally.requests++;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        ByteBuf before = unread;
        ByteBuf all = before == null ? in : before.writeBytes(in);
        while (got < sent && Conversation.reply(all, got + 1, tally)) {
            tally.took(System.nanoTime() - startedNs[(int) (got % startedNs.length)]);
            got++;
            if (endless) {
                wanted++;
            }
        }
        if (got == sent && all.isReadable()) {
            tally.doubled++;
            all.skipBytes(all.readableBytes());
        }
        if (before != null) {
            in.release();
        } else if (all.isReadable()) {
            unread = ctx.alloc().buffer(256).writeBytes(all);
            in.release();
            return;
        } else {
            in.release();
            return;
        }
        if (all.isReadable()) {
            all.discardReadBytes();
        } else {
            all.release();
            unread = null;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (wanted == sent) {
            late = false;
        }
        send();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!ending) {
            ending = true;
            tally.dropped++;
            tally.lost += outstanding();
            lost.accept(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
