package io.fairlead.transport.netty.http;

import io.fairlead.transport.DetachedException;
import io.fairlead.transport.Endpoint;
import io.fairlead.transport.Timers;
import io.fairlead.transport.WebSocket;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/** A WebSocket as one handler sees it; the next one has its own. Any thread. */
final class WebSocketFacade implements WebSocket {
    private static final int MAX_REASON = 123;

    private final WebSocketSession session;
    private final Endpoint endpoint;
    private final LoopTimers timers;
    private volatile boolean detached;

    WebSocketFacade(WebSocketSession session, Endpoint endpoint, LoopTimers timers) {
        this.session = session;
        this.endpoint = endpoint;
        this.timers = timers;
    }

    /** Ends this view of the socket. */
    void detach() {
        detached = true;
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
        session.send(live(), true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void send(ByteBuffer bytes) {
        session.send(live(), false, bytes);
    }

    @Override
    public boolean isWritable() {
        live();
        return session.isWritable();
    }

    @Override
    public void close(int code, String reason) {
        live();
        if (!WebSocketCloseStatus.isValidStatusCode(code)) {
            throw new IllegalArgumentException("no status code of a WebSocket's end: " + code);
        }
        if (reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON) {
            throw new IllegalArgumentException("the reason is longer than " + MAX_REASON + " bytes");
        }
        session.closeLater(code, reason);
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public Executor executor() {
        return task -> session.later(() -> {
            if (!detached) {
                task.run();
            }
        });
    }

    private WebSocketFacade live() {
        if (detached) {
            throw new DetachedException("The WebSocket " + id() + " is closed, or another handler has it.");
        }
        return this;
    }
}
