package io.fairlead.transport.netty.tcp;

import io.fairlead.transport.netty.LoopClock;
import io.fairlead.transport.netty.TransportSettings;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection so that the peer can read everything that was sent: flushes for as long as the peer takes bytes, ends
 * the stream, then reads and drops within limits until the peer ends its own. Closing with unread bytes in the system's
 * buffer would send a reset, and that may overtake the last reply.
 */
@SuppressWarnings("FutureReturnValueIgnored") // it ends with the channel's close
final class GentleClose {
    private final SocketChannel channel;
    private final @Nullable SslHandler tls;
    private final LoopClock clock;
    private final long limitTicks;
    private final long maxDropped;
    private boolean inputEnded;
    private boolean outputEnded;
    private long dropped;
    private long pending = -1;
    private long progress;

    GentleClose(
            SocketChannel channel,
            @Nullable SslHandler tls,
            LoopClock clock,
            TransportSettings settings,
            boolean inputEnded) {
        this.channel = channel;
        this.tls = tls;
        this.clock = clock;
        this.limitTicks = LoopClock.ticks(settings.gentleClose());
        this.maxDropped = settings.gentleCloseBytes();
        this.inputEnded = inputEnded;
        this.progress = clock.tick();
    }

    void begin(Outbox outbox) {
        OutputEnd.after(outbox, channel, tls).addListener(sent -> {
            outputEnded = true;
            progress = clock.tick();
            closeWhenBothEnded();
        });
    }

    /** The peer has sent what nobody reads any more. */
    void dropped(int bytes) {
        dropped += bytes;
        if (dropped > maxDropped) {
            channel.close();
        }
    }

    void inputEnded() {
        inputEnded = true;
        closeWhenBothEnded();
    }

    void onTick(long tick) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        long now = buffer == null ? 0 : buffer.totalPendingWriteBytes();
        if (!outputEnded && now != pending) {
            pending = now;
            progress = tick;
        }
        if (tick - progress > limitTicks) {
            channel.close();
        }
    }

    private void closeWhenBothEnded() {
        if (inputEnded && outputEnded) {
            channel.close();
        }
    }
}
