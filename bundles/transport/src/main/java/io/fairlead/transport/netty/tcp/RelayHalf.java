package io.fairlead.transport.netty.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

/** One direction of a relay: what its connection reads goes to the other. On its connection's loop unless said otherwise. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which ends the relay
final class RelayHalf {
    private final TcpRelay relay;
    private final TcpConnection from;
    private final Channel source;
    private final Channel sink;
    private volatile long bytes;
    private volatile boolean ended;
    private volatile boolean idle;
    private boolean started;

    RelayHalf(TcpRelay relay, TcpConnection from, TcpConnection to) {
        this.relay = relay;
        this.from = from;
        this.source = from.channel();
        this.sink = to.channel();
    }

    TcpConnection from() {
        return from;
    }

    boolean started() {
        return started;
    }

    void start() {
        started = true;
        from.startRelay(this);
    }

    /** Passes bytes on, with their reference; stops reading while the other side is full. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written on this loop only, read by others
    void forward(ByteBuf in) {
        bytes += in.readableBytes();
        sink.write(in);
        if (!sink.isWritable()) {
            source.config().setAutoRead(false);
            sink.flush();
            if (sink.isWritable()) {
                source.config().setAutoRead(true);
            }
        }
    }

    void flush() {
        sink.flush();
    }

    /** This half's own connection can take more again: the other may read on. */
    void writabilityChanged() {
        if (source.isWritable() && relay.otherOf(this).started) {
            sink.config().setAutoRead(true);
        }
    }

    /** The connection's peer has ended its stream: so does this side towards the other. */
    void inputEnded() {
        if (!started || ended) {
            return;
        }
        ended = true;
        sink.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> relay.outputEnds(this));
    }

    /** The connection is gone. */
    void gone() {
        ended = true;
        relay.gone(this);
    }

    void idle(boolean nothingPassed) {
        idle = nothingPassed;
        if (nothingPassed && relay.otherOf(this).idle) {
            relay.close();
        }
    }

    void close() {
        relay.close();
    }

    boolean ended() {
        return ended;
    }

    long bytes() {
        return bytes;
    }
}
