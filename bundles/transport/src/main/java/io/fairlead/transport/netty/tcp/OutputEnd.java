package io.fairlead.transport.netty.tcp;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Ends what this side sends, after everything queued has left: with TLS first its own farewell, then the stream. */
@SuppressWarnings("FutureReturnValueIgnored") // the returned future tells of all of them
final class OutputEnd {
    private OutputEnd() {}

    /** Returns what completes when the end has been sent, or could not be. */
    static Future<?> after(Outbox outbox, SocketChannel channel, @Nullable SslHandler tls) {
        ChannelPromise ended = channel.newPromise();
        outbox.finish().addListener(sent -> {
            if (tls == null) {
                endStream(channel, ended);
            } else {
                tls.closeOutbound().addListener(farewell -> endStream(channel, ended));
            }
        });
        return ended;
    }

    private static void endStream(SocketChannel channel, ChannelPromise ended) {
        ChannelFuture end = channel.shutdownOutput();
        end.addListener(done -> ended.trySuccess());
    }
}
