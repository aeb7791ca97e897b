package io.fairlead.transport.netty.http;

import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.TransportView.ConnectionEntry;
import io.fairlead.transport.netty.Counters;
import io.fairlead.transport.netty.EndpointContext;
import io.fairlead.transport.netty.EndpointSocket;
import io.fairlead.transport.netty.Listener;
import io.fairlead.transport.netty.Served;
import io.fairlead.transport.netty.tcp.ChannelSetup;
import io.fairlead.transport.netty.tls.TlsSource;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An endpoint that accepts HTTP connections. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed registration closes the channel
public final class HttpListener implements EndpointSocket {
    private final EndpointContext context;
    private final RouteTable routes;
    private final HttpDate date;
    private final Counters counters = new Counters();
    private final HttpCounters figures = new HttpCounters();
    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private final Listener listener;
    private volatile HttpSite site;
    private volatile Optional<TlsSource> tls = Optional.empty();

    /**
     * @param context the endpoint's surroundings
     * @param routes who answers besides the endpoint's owner
     * @param date the time of day
     */
    public HttpListener(EndpointContext context, RouteTable routes, HttpDate date) {
        this.context = context;
        this.routes = routes;
        this.date = date;
        this.site = site(EndpointOptions.DEFAULT);
        this.listener = new Listener(context, counters, this::arrived);
    }

    /** Returns this endpoint's HTTP figures; any thread. */
    public HttpCounters figures() {
        return figures;
    }

    @Override
    public Change prepare(EndpointSpec spec) {
        Optional<TlsSource> nextTls =
                context.shared().tls().prepare(context, spec.options().tls(), tls, true);
        HttpSite next = site(spec.options());
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
                site = next;
                open.forEach(connection -> connection.channel().config().setWriteBufferWaterMark(next.marks()));
                change.apply();
            }

            @Override
            public void undo() {
                context.shared().tls().drop(nextTls, tls);
                change.undo();
            }
        };
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return listener.address();
    }

    @Override
    public Collection<? extends Served> served() {
        return open;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public void collect(MetricSink out, String... labels) {
        figures.collect(out, labels);
    }

    @Override
    public boolean full() {
        return listener.full();
    }

    @Override
    public Collection<ConnectionEntry> connections() {
        return open.stream().map(HttpConnection::entry).toList();
    }

    @Override
    public boolean close(long connectionId) {
        Optional<HttpConnection> found =
                open.stream().filter(each -> each.id() == connectionId).findFirst();
        found.ifPresent(each -> each.loop().execute(() -> each.close("closed by the operator")));
        return found.isPresent();
    }

    @Override
    public void close(String cause) {
        listener.close();
        context.shared().tls().drop(tls, Optional.empty());
        open.forEach(each -> each.loop().execute(() -> each.close(cause)));
    }

    private HttpSite site(EndpointOptions options) {
        HttpLimits limits = HttpLimits.DEFAULT
                .withStallTimeout(options.halfMessageTimeout())
                .withMessage(options.maxUnread());
        return new HttpSite(
                context.group() + "/" + context.role(),
                context.role(),
                limits,
                options.idleTimeout(),
                context.shared().settings().gentleClose(),
                new WriteBufferWaterMark(options.writeBufferLow(), options.writeBufferHigh()),
                routes,
                date,
                context.shared().repeatLog(),
                figures,
                counters,
                open);
    }

    private void arrived(SocketChannel channel, EventLoop loop) {
        HttpSite present = site;
        ChannelSetup.prepare(channel, context.shared());
        channel.config().setWriteBufferWaterMark(present.marks());
        tls.ifPresent(source -> channel.pipeline().addLast(source.accepting(channel)));
        HttpConnection connection = new HttpConnection(
                context.shared().nextConnectionId(),
                () -> site,
                context::tenant,
                context.shared().clock(loop));
        channel.pipeline().addLast(connection.decoder());
        loop.register(channel);
    }
}
