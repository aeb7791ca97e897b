package io.fairlead.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** One endpoint of a group. */
@ProviderType
public interface Endpoint {
    /** Returns its name within the group. */
    String role();

    /** Returns the group's key and the role, such as {@code io.fairlead.imu~demo/main}. */
    String name();

    /** Returns the address that it is bound to; nothing for a connector. */
    Optional<InetSocketAddress> address();

    /**
     * Makes a connection from a {@link EndpointSpec.Kind#CONNECTOR}. The protocol's {@code open} is called for it, on its
     * event loop, before the answer completes.
     *
     * @param remote where to; must be resolved
     * @param tag the protocol's own word for what the connection is; it survives a swap, see {@link Connection#tag}
     * @param timeout how long the connection (with TLS, its handshake too) may take
     * @return the connection; or, exceptionally, a {@link TransportException} that says why there is none
     */
    CompletionStage<Connection> connect(InetSocketAddress remote, String tag, Duration timeout);
}
