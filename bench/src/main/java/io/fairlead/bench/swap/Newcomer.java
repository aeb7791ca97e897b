package io.fairlead.bench.swap;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.TimeUnit;

/** A connection that comes, asks one turn and goes. */
final class Newcomer extends SimpleChannelInboundHandler<ByteBuf> {
    private static final int LIMIT_S = 5;

    private final Tally tally;
    private long got;
    private boolean decided;

    Newcomer(Tally tally) {
        this.tally = tally;
        tally.newcomers++;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ByteBuf turn = ctx.alloc().directBuffer(64);
        for (int number = 1; number <= Conversation.REQUESTS_A_TURN; number++) {
            Conversation.request(turn, number);
        }
        ctx.writeAndFlush(turn, ctx.voidPromise());
        ctx.executor().schedule(() -> failed(ctx), LIMIT_S, TimeUnit.SECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf in) {
        while (got < Conversation.REQUESTS_A_TURN && Conversation.reply(in, got + 1, tally)) {
            got++;
        }
        if (got == Conversation.REQUESTS_A_TURN) {
            decided = true;
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        failed(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failed(ctx);
    }

    void failed(ChannelHandlerContext ctx) {
        if (!decided) {
            decided = true;
            tally.newcomersFailed++;
            ctx.close();
        }
    }
}
