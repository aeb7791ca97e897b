package io.fairlead.transport.netty.udp;

import io.fairlead.transport.DatagramHandler;
import io.fairlead.transport.DatagramPort;
import io.fairlead.transport.DetachedException;
import io.fairlead.transport.Endpoint;
import io.fairlead.transport.Timers;
import io.fairlead.transport.netty.LoopTimers;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket as one handler sees it. What the next handler sends while a swap has not been decided waits; after the
 * next swap everything is refused. Any thread.
 */
final class PortFacade implements DatagramPort {
    private final DatagramSession session;
    private final Endpoint endpoint;
    private final LoopTimers timers;
    private final List<Runnable> deferred = new ArrayList<>(0);
    private volatile Phase phase;
    private @Nullable DatagramHandler handler;

    private enum Phase {
        STAGED,
        LIVE,
        CUT
    }

    PortFacade(DatagramSession session, Endpoint endpoint, boolean staged) {
        this.session = session;
        this.endpoint = endpoint;
        this.timers = new LoopTimers(session.loop(), session::handlerFailed);
        this.phase = staged ? Phase.STAGED : Phase.LIVE;
    }

    void handler(DatagramHandler opened) {
        handler = opened;
    }

    /** The handler; known from the return of the protocol's {@code open}. */
    DatagramHandler handler() {
        DatagramHandler present = handler;
        if (present == null) {
            throw new IllegalStateException("the protocol has not opened the socket yet");
        }
        return present;
    }

    void goLive() {
        synchronized (deferred) {
            phase = Phase.LIVE;
            deferred.forEach(Runnable::run);
            deferred.clear();
        }
    }

    void cut() {
        synchronized (deferred) {
            phase = Phase.CUT;
            deferred.clear();
        }
        timers.end();
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public InetSocketAddress localAddress() {
        return session.localAddress();
    }

    @Override
    public void send(InetSocketAddress to, ByteBuffer payload) {
        sendTrain(to, payload, Math.max(1, payload.remaining()));
    }

    @Override
    public void sendTrain(InetSocketAddress to, ByteBuffer train, int segmentSize) {
        if (phase == Phase.LIVE) {
            session.sender().send(to, train, segmentSize);
        } else {
            ByteBuffer copy = ByteBuffer.allocate(train.remaining()).put(train).flip();
            whenLive(() -> session.sender().send(to, copy, segmentSize));
        }
    }

    @Override
    public void flush() {
        whenLive(() -> session.flush());
    }

    @Override
    public boolean isWritable() {
        return phase != Phase.LIVE || session.sender().isWritable();
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public Executor executor() {
        return task -> session.loop().execute(() -> {
            if (phase != Phase.CUT) {
                session.guarded(task);
            }
        });
    }

    private void whenLive(Runnable action) {
        synchronized (deferred) {
            if (phase == Phase.CUT) {
                throw new DetachedException("The UDP socket of " + endpoint.name()
                        + " is not this handler's: it was closed, or another protocol has it.");
            }
            if (phase == Phase.STAGED) {
                deferred.add(action);
                return;
            }
        }
        action.run();
    }
}
