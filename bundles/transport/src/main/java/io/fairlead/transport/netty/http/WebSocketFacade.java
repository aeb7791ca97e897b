package io.fairlead.transport.netty.http;

import io.fairlead.transport.DetachedException;
import io.fairlead.transport.Endpoint;
import io.fairlead.transport.Timers;
import io.fairlead.transport.WebSocket;
import io.fairlead.transport.netty.LoopTimers;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A WebSocket as one handler sees it; the next one has its own. What the next one sends while a swap has not been
 * decided waits. Any thread.
 */
final class WebSocketFacade implements WebSocket {
    private static final int MAX_REASON = 123;

    private final WebSocketSession session;
    private final Endpoint endpoint;
    private final LoopTimers timers;
    private final List<Runnable> deferred = new ArrayList<>(0);
    private volatile Phase phase;

    private enum Phase {
        STAGED,
        LIVE,
        CUT
    }

    WebSocketFacade(WebSocketSession session, Endpoint endpoint, LoopTimers timers, boolean staged) {
        this.session = session;
        this.endpoint = endpoint;
        this.timers = timers;
        this.phase = staged ? Phase.STAGED : Phase.LIVE;
    }

    /** What was done while staged happens now. */
    void goLive() {
        synchronized (deferred) {
            phase = Phase.LIVE;
            deferred.forEach(Runnable::run);
            deferred.clear();
        }
    }

    /** Ends this view of the socket. */
    void detach() {
        synchronized (deferred) {
            phase = Phase.CUT;
            deferred.clear();
        }
        timers.end();
    }

    @Override
    public long id() {
        return session.id();
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public String path() {
        return session.path();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return session.remoteAddress();
    }

    @Override
    public void send(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        whenLive(() -> session.send(this, true, bytes));
    }

    @Override
    public void send(ByteBuffer bytes) {
        if (phase == Phase.LIVE) {
            session.send(this, false, bytes);
        } else {
            ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            whenLive(() -> session.send(this, false, copy));
        }
    }

    @Override
    public boolean isWritable() {
        return phase != Phase.LIVE || session.isWritable();
    }

    @Override
    public void close(int code, String reason) {
        if (!WebSocketCloseStatus.isValidStatusCode(code)) {
            throw new IllegalArgumentException("no status code of a WebSocket's end: " + code);
        }
        if (reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON) {
            throw new IllegalArgumentException("the reason is longer than " + MAX_REASON + " bytes");
        }
        whenLive(() -> session.closeLater(code, reason));
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public Executor executor() {
        return task -> session.later(() -> {
            if (phase != Phase.CUT) {
                session.guarded(task);
            }
        });
    }

    private void whenLive(Runnable action) {
        synchronized (deferred) {
            if (phase == Phase.CUT) {
                throw new DetachedException(
                        "The WebSocket " + id() + " is not this handler's: it was closed, or another has it.");
            }
            if (phase == Phase.STAGED) {
                deferred.add(action);
                return;
            }
        }
        action.run();
    }
}
