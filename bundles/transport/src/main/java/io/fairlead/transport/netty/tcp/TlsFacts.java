package io.fairlead.transport.netty.tcp;

import io.netty.handler.ssl.SslHandler;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What a TLS session is known to be. */
public final class TlsFacts {
    private TlsFacts() {}

    /** Returns the subject of the peer's certificate (RFC 2253), where it gave one. */
    public static Optional<String> peerSubject(@Nullable SslHandler tls) {
        if (tls == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(tls.engine().getSession().getPeerPrincipal().getName());
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    /** Returns the protocol and cipher suite. */
    public static Optional<String> session(@Nullable SslHandler tls) {
        if (tls == null) {
            return Optional.empty();
        }
        SSLSession session = tls.engine().getSession();
        return Optional.of(session.getProtocol() + " " + session.getCipherSuite());
    }
}
