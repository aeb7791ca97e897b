package io.fairlead.transport.netty.tcp;

import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.TransportView.ConnectionEntry;
import io.fairlead.transport.netty.Counters;
import io.fairlead.transport.netty.EndpointContext;
import io.fairlead.transport.netty.EndpointSocket;
import io.fairlead.transport.netty.Listener;
import io.fairlead.transport.netty.Served;
import io.fairlead.transport.netty.tls.TlsSource;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Optional;

/** An endpoint that accepts TCP connections. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed registration closes the channel
public final class TcpListener implements EndpointSocket {
    private final EndpointContext context;
    private final Connections connections;
    private final Listener listener;
    private volatile Optional<TlsSource> tls = Optional.empty();

    /** @param context the endpoint's surroundings */
    public TcpListener(EndpointContext context) {
        this.context = context;
        this.connections = new Connections(context);
        this.listener = new Listener(context, connections.counters(), this::arrived);
    }

    @Override
    public Change prepare(EndpointSpec spec) {
        Optional<TlsSource> nextTls =
                context.shared().tls().prepare(context, spec.options().tls(), tls, true);
        Change change;
        try {
            change = listener.prepare(spec);
        } catch (RuntimeException e) {
            context.shared().tls().drop(nextTls, tls);
            throw e;
        }
        return new Change() {
            @Override
            public void apply() {
                context.shared().tls().drop(tls, nextTls);
                tls = nextTls;
                connections.options(spec.options());
                change.apply();
            }

            @Override
            public void undo() {
                context.shared().tls().drop(nextTls, tls);
                change.undo();
            }
        };
    }

    private void arrived(SocketChannel channel, EventLoop loop) {
        InetSocketAddress remote = channel.remoteAddress();
        ChannelSetup.prepare(channel, context.shared());
        channel.config().setWriteBufferWaterMark(connections.marks());
        SslHandler ssl = tls.map(source -> source.accepting(channel)).orElse(null);
        if (ssl != null) {
            channel.pipeline().addLast(ssl);
        }
        channel.pipeline().addLast(new TcpConnection(connections, channel, loop, remote, "", ssl));
        loop.register(channel);
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return listener.address();
    }

    @Override
    public Collection<? extends Served> served() {
        return connections.served();
    }

    @Override
    public Counters counters() {
        return connections.counters();
    }

    @Override
    public boolean full() {
        return listener.full();
    }

    @Override
    public Collection<ConnectionEntry> connections() {
        return connections.entries();
    }

    @Override
    public boolean close(long connectionId) {
        return connections.close(connectionId);
    }

    @Override
    public void close(String cause) {
        listener.close();
        context.shared().tls().drop(tls, Optional.empty());
        connections.closeAll(cause);
    }
}
