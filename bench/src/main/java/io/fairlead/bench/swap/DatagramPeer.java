package io.fairlead.bench.swap;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import org.jspecify.annotations.Nullable;

/** One UDP socket with up to three requests outstanding, each one datagram. */
final class DatagramPeer extends ChannelInboundHandlerAdapter implements Peer {
    private final Tally tally;
    private final long[] startedNs = new long[Conversation.REQUESTS_A_TURN];
    private @Nullable ChannelHandlerContext context;
    private boolean endless;
    private long dueNs;
    private long wanted;
    private long sent;
    private long got;

    DatagramPeer(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void turn(long nowNs) {
        if (wanted == sent) {
            dueNs = nowNs;
        }
        wanted += Conversation.REQUESTS_A_TURN;
        send();
    }

    @Override
    public void goOn() {
        endless = true;
        wanted = sent + Conversation.REQUESTS_A_TURN;
        dueNs = 0;
        send();
    }

    @Override
    public void stop() {
        endless = false;
        wanted = sent;
    }

    @Override
    public long outstanding() {
        return sent - got;
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }

    private void send() {
        ChannelHandlerContext ctx = context;
        while (ctx != null && sent < wanted && sent - got < startedNs.length) {
            startedNs[(int) (sent % startedNs.length)] = endless ? System.nanoTime() : dueNs;
            sent++;
            tally.requests++;
            ctx.writeAndFlush(ctx.alloc().directBuffer(Long.BYTES).writeLong(sent), ctx.voidPromise());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf reply = ((DatagramPacket) message).content();
        long number = reply.readLong();
        long count = reply.readLong();
        reply.release();
        if (number != got + 1) {
            tally.wrong(got + 1, number);
        }
        if (count != number) {
            tally.wrongCounts++;
        }
        if (number > got && number <= sent) {
            tally.took(System.nanoTime() - startedNs[(int) ((number - 1) % startedNs.length)]);
            got = number;
            if (endless) {
                wanted++;
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        send();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        tally.dropped++;
    }
}
