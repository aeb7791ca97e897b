package io.fairlead.dispatcher.link;

import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.Group;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Connects to servers of the registry. From any thread. */
public final class Servers {
    /** The role of connections without encryption. */
    public static final String PLAIN = "server";

    /** The role of connections with TLS. */
    public static final String SECURE = "server.tls";

    private final Map<Long, Backend> made = new ConcurrentHashMap<>();

    /** Takes a connection that the transport has made; on its event loop. */
    public ConnectionHandler open(Connection connection) {
        Backend backend = new Backend(connection);
        made.put(connection.id(), backend);
        return backend;
    }

    /**
     * Connects.
     *
     * @param group has the connectors
     * @param target where to, looked up
     * @param secure whether the server speaks TLS
     * @param timeout how long it may take
     */
    public CompletionStage<Backend> connect(Group group, InetSocketAddress target, boolean secure, Duration timeout) {
        return group.endpoint(secure ? SECURE : PLAIN)
                .connect(target, "", timeout)
                .thenCompose(connection -> {
                    Backend backend = made.remove(connection.id());
                    return backend == null
                            ? CompletableFuture.failedFuture(new IllegalStateException("another protocol has it now"))
                            : CompletableFuture.completedFuture(backend);
                });
    }

    /** Forgets connections that another protocol has now. */
    public void forget() {
        made.clear();
    }
}
