package io.fairlead.dispatcher.link;

import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server or a program. Nothing is read from it until it has been given to whoever uses it: a relay, or
 * a handler by {@link #use}.
 */
public final class Backend implements ConnectionHandler {
    private final Connection connection;
    private @Nullable ConnectionHandler user;
    private @Nullable String closedCause;

    /** @param connection the connection; called on its event loop */
    public Backend(Connection connection) {
        this.connection = connection;
        connection.pauseReading();
    }

    /** Returns the connection. */
    public Connection connection() {
        return connection;
    }

    /** Gives it to a handler, which gets everything that the server sends from the first byte. From any thread. */
    public void use(ConnectionHandler handler) {
        connection.executor().execute(() -> {
            user = handler;
            if (closedCause != null) {
                handler.onClosed(closedCause);
            } else {
                connection.resumeReading();
            }
        });
    }

    @Override
    public void onData(ByteBuffer bytes) {
        if (user != null) {
            user.onData(bytes);
        }
    }

    @Override
    public void onWritable() {
        if (user != null) {
            user.onWritable();
        }
    }

    @Override
    public void onEnd(Connection ended) {
        if (user != null) {
            user.onEnd(ended);
        }
    }

    @Override
    public void onClosed(String cause) {
        closedCause = cause;
        if (user != null) {
            user.onClosed(cause);
        }
    }

    @Override
    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        return user != null ? user.suspend(request) : CompletableFuture.completedFuture(Optional.empty());
    }
}
