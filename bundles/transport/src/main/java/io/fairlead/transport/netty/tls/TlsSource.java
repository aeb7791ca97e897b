package io.fairlead.transport.netty.tls;

import io.fairlead.transport.TransportException;
import io.fairlead.transport.netty.EndpointContext;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Where the connections of one endpoint get their TLS from; changes with its files, for new connections. */
public final class TlsSource {
    private final EndpointContext context;
    private final TlsFiles files;
    private final boolean server;
    private volatile SslContext current;
    private List<String> stamps;

    TlsSource(EndpointContext context, TlsFiles files, boolean server) {
        this.context = context;
        this.files = files;
        this.server = server;
        this.stamps = files.stamps();
        try {
            this.current = files.load(server);
        } catch (TlsException e) {
            throw new TransportException(
                    "Endpoint " + context.group() + "/" + context.role() + " cannot encrypt: " + e.getMessage() + ".");
        }
    }

    TlsFiles files() {
        return files;
    }

    /** Returns the handler for an accepted connection. */
    public SslHandler accepting(Channel channel) {
        SslHandler handler = current.newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(
                context.shared().settings().tlsHandshakeTimeout().toMillis());
        return handler;
    }

    /** Returns the handler for a connection that is being made; the server's name is checked against its certificate. */
    public SslHandler connecting(Channel channel, InetSocketAddress remote, Duration timeout) {
        SslHandler handler = current.newHandler(channel.alloc(), remote.getHostString(), remote.getPort());
        handler.setHandshakeTimeoutMillis(timeout.toMillis());
        return handler;
    }

    /** Reads the files again where they have changed; bad ones change nothing and are told to the operator. */
    void refresh() {
        List<String> now = files.stamps();
        if (now.equals(stamps)) {
            return;
        }
        stamps = now;
        String topic = "tls-" + context.role();
        try {
            current = files.load(server);
            context.part().clear(topic);
        } catch (TlsException e) {
            context.part()
                    .warn(
                            topic,
                            "The changed TLS files of " + context.role() + " are not used, the old ones stay in force: "
                                    + e.getMessage() + ".");
        }
    }
}
