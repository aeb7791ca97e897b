package io.fairlead.transport.netty.tcp;

import io.fairlead.transport.Connection;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.TransportException;
import io.fairlead.transport.TransportView.ConnectionEntry;
import io.fairlead.transport.netty.Counters;
import io.fairlead.transport.netty.EndpointContext;
import io.fairlead.transport.netty.EndpointSocket;
import io.fairlead.transport.netty.Served;
import io.fairlead.transport.netty.Tenant;
import io.fairlead.transport.netty.tls.TlsSource;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** An endpoint that makes TCP connections. */
@SuppressWarnings("FutureReturnValueIgnored") // failures are told by the answer
public final class TcpConnector implements EndpointSocket {
    private final EndpointContext context;
    private final Connections connections;
    private volatile Optional<TlsSource> tls = Optional.empty();
    private volatile boolean closed;

    /** @param context the endpoint's surroundings */
    public TcpConnector(EndpointContext context) {
        this.context = context;
        this.connections = new Connections(context);
    }

    @Override
    public Change prepare(EndpointSpec spec) {
        Optional<TlsSource> nextTls =
                context.shared().tls().prepare(context, spec.options().tls(), tls, false);
        return new Change() {
            @Override
            public void apply() {
                context.shared().tls().drop(tls, nextTls);
                tls = nextTls;
                connections.options(spec.options());
            }

            @Override
            public void undo() {
                context.shared().tls().drop(nextTls, tls);
            }
        };
    }

    @Override
    public CompletionStage<Connection> connect(Tenant tenant, InetSocketAddress remote, String tag, Duration timeout) {
        CompletableFuture<Connection> answer = new CompletableFuture<>();
        if (remote.isUnresolved()) {
            return failed(answer, remote, "its name has not been resolved");
        }
        if (closed || !takePlace()) {
            return failed(answer, remote, closed ? "the endpoint is closed" : "max-connections is reached");
        }
        EventLoop loop = context.shared().loops().next();
        SocketChannel channel = context.shared().loops().newConnector();
        channel.closeFuture().addListener(gone -> {
            connections.counters().open.decrementAndGet();
            context.shared().quota().giveBack();
        });
        ChannelSetup.prepare(channel, context.shared());
        channel.config().setConnectTimeoutMillis(0);
        channel.config().setWriteBufferWaterMark(connections.marks());
        SslHandler ssl =
                tls.map(source -> source.connecting(channel, remote, timeout)).orElse(null);
        if (ssl != null) {
            channel.pipeline().addLast(ssl);
        }
        TcpConnection connection = new TcpConnection(connections, channel, loop, remote, tag, ssl);
        connection.whenOpened(facade -> {
            if (facade.isPresent() && facade.get().tenant() == tenant) {
                connections.counters().accepted.increment();
                answer.complete(facade.get());
            } else {
                failed(answer, remote, facade.isPresent() ? "another protocol has it now" : connection.closedCause());
            }
        });
        channel.pipeline().addLast(connection);
        loop.register(channel).addListener(registered -> connect(channel, remote, timeout, answer));
        return answer;
    }

    private void connect(
            SocketChannel channel, InetSocketAddress remote, Duration timeout, CompletableFuture<Connection> answer) {
        Future<?> limit = channel.eventLoop()
                .schedule(
                        () -> {
                            failed(answer, remote, "it did not answer within " + timeout.toMillis() + " ms");
                            channel.close();
                        },
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        answer.whenComplete((made, not) -> limit.cancel(false));
        channel.connect(remote).addListener(connected -> {
            if (!connected.isSuccess()) {
                failed(answer, remote, reason(connected.cause()));
                close(channel);
            }
        });
    }

    private boolean takePlace() {
        if (connections.counters().open.incrementAndGet()
                        <= connections.options().maxConnections()
                && context.shared().quota().take(context.shared().settings().maxConnections())) {
            return true;
        }
        connections.counters().open.decrementAndGet();
        connections.counters().refusedByLimit.increment();
        return false;
    }

    private CompletionStage<Connection> failed(
            CompletableFuture<Connection> answer, InetSocketAddress remote, String why) {
        answer.completeExceptionally(new TransportException(
                "No connection from " + connections.name() + " to " + remote + ": " + why + "."));
        return answer;
    }

    private static String reason(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }

    private static void close(Channel channel) {
        channel.close();
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.empty();
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
    public Collection<ConnectionEntry> connections() {
        return connections.entries();
    }

    @Override
    public boolean close(long connectionId) {
        return connections.close(connectionId);
    }

    @Override
    public void close(String cause) {
        closed = true;
        context.shared().tls().drop(tls, Optional.empty());
        connections.closeAll(cause);
    }
}
