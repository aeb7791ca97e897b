package io.fairlead.transport.netty.tcp;

import io.fairlead.transport.Relay;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Two connections joined by copying, with back-pressure and half-close both ways. */
@SuppressWarnings("FutureReturnValueIgnored") // closing is told by the pipelines
public final class TcpRelay implements Relay {
    private final RelayHalf fromOne;
    private final RelayHalf fromOther;
    private final CompletableFuture<Outcome> ended = new CompletableFuture<>();
    private volatile boolean closing;

    private TcpRelay(TcpConnection one, TcpConnection other) {
        fromOne = new RelayHalf(this, one, other);
        fromOther = new RelayHalf(this, other, one);
    }

    /** Joins two connections: both leave their handlers first, then bytes flow. */
    public static TcpRelay join(ConnectionFacade left, ConnectionFacade right) {
        TcpConnection one = left.connection();
        TcpConnection other = right.connection();
        left.leave();
        right.leave();
        TcpRelay relay = new TcpRelay(one, other);
        CompletableFuture<?> oneLeft = CompletableFuture.runAsync(() -> one.joinRelay(relay.fromOne), one.loop());
        CompletableFuture<?> otherLeft =
                CompletableFuture.runAsync(() -> other.joinRelay(relay.fromOther), other.loop());
        CompletableFuture.allOf(oneLeft, otherLeft).thenRun(() -> {
            one.loop().execute(relay.fromOne::start);
            other.loop().execute(relay.fromOther::start);
        });
        return relay;
    }

    @Override
    public void close() {
        closing = true;
        fromOne.from().channel().close();
        fromOther.from().channel().close();
    }

    @Override
    public CompletionStage<Outcome> ended() {
        return ended.minimalCompletionStage();
    }

    RelayHalf otherOf(RelayHalf half) {
        return half == fromOne ? fromOther : fromOne;
    }

    /** Everything that a half's peer sent has been passed on; so is the end. */
    void outputEnds(RelayHalf half) {
        TcpConnection sink = otherOf(half).from();
        SslHandler tls = sink.tls();
        Future<?> farewell = tls == null ? sink.loop().newSucceededFuture(null) : tls.closeOutbound();
        farewell.addListener(said -> sink.channel().shutdownOutput().addListener(done -> {
            if (otherOf(half).ended()) {
                close();
            }
        }));
    }

    /** One side is gone: what it sent still reaches the other, then that is closed too. */
    void gone(RelayHalf half) {
        RelayHalf other = otherOf(half);
        SocketChannel sink = other.from().channel();
        if (!closing && sink.isOpen()) {
            sink.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
        if (other.ended()) {
            ended.complete(new Outcome(fromOne.bytes(), fromOther.bytes()));
        }
    }
}
