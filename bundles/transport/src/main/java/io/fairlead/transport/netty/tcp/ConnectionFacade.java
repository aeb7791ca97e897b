package io.fairlead.transport.netty.tcp;

import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.DetachedException;
import io.fairlead.transport.Endpoint;
import io.fairlead.transport.Timers;
import io.fairlead.transport.netty.LoopTimers;
import io.fairlead.transport.netty.Tenant;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection as one handler sees it. While a swap has not been decided, what the next handler does to the connection
 * waits; after the next swap, everything is refused.
 */
public final class ConnectionFacade implements Connection {
    private enum Phase {
        STAGED,
        LIVE,
        CUT
    }

    private final TcpConnection connection;
    private final Tenant tenant;
    private final Endpoint endpoint;
    private final List<Runnable> deferred = new ArrayList<>();
    private volatile Phase phase;
    private volatile @Nullable ConnectionHandler handler;
    private volatile @Nullable ConnectionHandler leaving;
    private @Nullable LoopTimers timers;
    private @Nullable ByteBuffer stagedRoom;

    ConnectionFacade(TcpConnection connection, Tenant tenant, boolean staged) {
        this.connection = connection;
        this.tenant = tenant;
        this.endpoint = tenant.endpoint(connection.role());
        this.phase = staged ? Phase.STAGED : Phase.LIVE;
    }

    /** Returns whose facade it is. */
    public Tenant tenant() {
        return tenant;
    }

    /** Returns the connection; refuses where the facade has ended or is not in force yet. */
    TcpConnection connection() {
        if (phase != Phase.LIVE) {
            throw detached();
        }
        return connection;
    }

    /** The handler; known from the return of the protocol's {@code open}. */
    ConnectionHandler handler() {
        ConnectionHandler present = handler;
        if (present == null) {
            throw new IllegalStateException("the protocol has not opened the connection yet");
        }
        return present;
    }

    /** From now on nothing is given to the handler: what arrives until the relay begins belongs to the relay. */
    void leave() {
        leaving = handler();
        handler = new Unheard();
    }

    /** The handler that is told the end. */
    ConnectionHandler last() {
        ConnectionHandler left = leaving;
        return left == null ? handler() : left;
    }

    void handler(ConnectionHandler opened) {
        handler = opened;
    }

    /** What was done while staged happens now. */
    void goLive() {
        synchronized (deferred) {
            phase = Phase.LIVE;
            deferred.forEach(Runnable::run);
            deferred.clear();
        }
    }

    /** Ends it: every later call is refused, no timer runs any more. */
    void cut() {
        synchronized (deferred) {
            phase = Phase.CUT;
            deferred.clear();
        }
        synchronized (this) {
            if (timers != null) {
                timers.end();
            }
        }
    }

    boolean live() {
        return phase == Phase.LIVE;
    }

    @Override
    public long id() {
        return connection.id();
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public String tag() {
        return connection.tag();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public InetSocketAddress localAddress() {
        return connection.localAddress();
    }

    @Override
    public Optional<String> peerSubject() {
        return connection.peerSubject();
    }

    @Override
    public ByteBuffer reserve(int min) {
        if (phase == Phase.LIVE) {
            return connection.outbox().reserve(min);
        }
        checkNotCut();
        ByteBuffer room = ByteBuffer.allocate(min);
        stagedRoom = room;
        return room;
    }

    @Override
    public void commit() {
        ByteBuffer room = stagedRoom;
        if (room != null) {
            stagedRoom = null;
            write(room.flip());
        } else {
            checkNotCut();
            connection.outbox().commit();
        }
    }

    @Override
    public void write(ByteBuffer bytes) {
        if (phase == Phase.LIVE) {
            connection.write(bytes);
        } else {
            ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            whenLive(() -> connection.write(copy));
        }
    }

    @Override
    public void flush() {
        whenLive(connection::flush);
    }

    @Override
    public boolean isWritable() {
        return phase != Phase.LIVE || connection.isWritable();
    }

    @Override
    public void pauseReading() {
        whenLive(() -> connection.holdByHandler(this, true));
    }

    @Override
    public void resumeReading() {
        whenLive(() -> connection.holdByHandler(this, false));
    }

    @Override
    public void messageOpen(boolean open) {
        whenLive(() -> connection.messageOpen(this, open));
    }

    @Override
    public void shutdownOutput() {
        whenLive(() -> connection.endOutput(this));
    }

    @Override
    public void close() {
        whenLive(() -> connection.closeByHandler(this));
    }

    @Override
    public void abort() {
        whenLive(() -> connection.abortByHandler(this));
    }

    @Override
    public synchronized Timers timers() {
        LoopTimers present = timers;
        if (present == null) {
            present = new LoopTimers(connection.loop(), failure -> connection.handlerFailed(this, failure));
            timers = present;
            if (phase == Phase.CUT) {
                present.end();
            }
        }
        return present;
    }

    @Override
    public Executor executor() {
        return task -> connection.loop().execute(() -> {
            if (phase == Phase.CUT) {
                return;
            }
            try {
                task.run();
            } catch (Throwable failure) {
                connection.handlerFailed(this, failure);
            }
        });
    }

    private void whenLive(Runnable action) {
        if (phase == Phase.LIVE) {
            action.run();
            return;
        }
        synchronized (deferred) {
            checkNotCut();
            if (phase == Phase.STAGED) {
                deferred.add(action);
                return;
            }
        }
        action.run();
    }

    private void checkNotCut() {
        if (phase == Phase.CUT) {
            throw detached();
        }
    }

    private DetachedException detached() {
        return new DetachedException("Connection " + connection.id()
                + " is not this handler's: it was closed, relayed or handed to another protocol.");
    }

    /** Takes nothing. */
    private static final class Unheard implements ConnectionHandler {
        @Override
        public void onData(ByteBuffer bytes) {}

        @Override
        public void onEnd(Connection connection) {}
    }
}
