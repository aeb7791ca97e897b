package io.fairlead.dispatcher.serve;

import io.fairlead.dispatcher.link.Backend;
import io.fairlead.dispatcher.registry.ServerEntry;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.HttpBody;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Moves a request's body to a server and its answer into the response, with back-pressure both ways. The server's side
 * is called on its connection's event loop, the body on the exchange's.
 */
abstract class StatelessRelay implements ConnectionHandler, HttpBody {
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final int UNAVAILABLE = 503;

    private final HttpExchange exchange;
    private final Backend backend;
    private final Answer answer;
    private final Work work;
    private final ServerEntry server;
    private final CompletableFuture<Optional<SessionState>> over = new CompletableFuture<>();
    private volatile long lastByteNs;
    private volatile boolean begun;
    private final AtomicBoolean ended = new AtomicBoolean();

    StatelessRelay(HttpExchange exchange, Backend backend, Answer answer, Work work, ServerEntry server) {
        this.exchange = exchange;
        this.backend = backend;
        this.answer = answer;
        this.work = work;
        this.server = server;
    }

    /** Sends what stands before the body; on the exchange's loop. */
    abstract void sendHead(Connection to);

    /** The body has been sent. */
    abstract void bodySent(Connection to);

    /** Takes what the server says; on its loop. */
    abstract void answered(ByteBuffer bytes);

    /** The server has said everything. */
    abstract void answerEnded();

    final void begin() {
        lastByteNs = exchange.timers().nanoTime();
        exchange.whenAborted(this::clientGone);
        watch();
        sendHead(backend.connection());
        backend.connection().flush();
        backend.use(this);
        exchange.receive(this);
    }

    final HttpExchange exchange() {
        return exchange;
    }

    final ServerEntry server() {
        return server;
    }

    final Answer answer() {
        return answer;
    }

    final boolean begun() {
        return begun;
    }

    final void markBegun() {
        begun = true;
    }

    /** Passes bytes of the answer on; the server waits while the client does not take them. */
    final void pass(ByteBuffer bytes) {
        exchange.write(bytes);
        if (!exchange.isWritable()) {
            backend.connection().pauseReading();
            exchange.whenWritable(() -> backend.connection().resumeReading());
        }
    }

    final void finish() {
        if (ended.compareAndSet(false, true)) {
            exchange.end();
            backend.connection().close();
            over.complete(Optional.empty());
        }
    }

    /** The answer cannot be had: says why where nothing has been said yet, and breaks the response off where it has. */
    final void fail(int status, String why) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        work.counters().statelessFailures.increment();
        if (begun) {
            exchange.abort();
        } else {
            new Answer(exchange)
                    .fail(
                            status,
                            "The server " + server.descriptor().host() + ":"
                                    + server.descriptor().port() + " of " + server.service() + " failed: " + why);
        }
        backend.connection().abort();
        over.complete(Optional.empty());
    }

    final void badAnswer(String why) {
        fail(BAD_GATEWAY, why);
    }

    private void watch() {
        exchange.timers().schedule(work.settings().statelessTimeout(), () -> {
            if (!ended.get()) {
                long idleNs = exchange.timers().nanoTime() - lastByteNs;
                if (idleNs >= work.settings().statelessTimeout().toNanos()) {
                    fail(
                            GATEWAY_TIMEOUT,
                            "it was silent for "
                                    + work.settings().statelessTimeout().toSeconds() + " s");
                } else {
                    watch();
                }
            }
        });
    }

    private void clientGone() {
        if (ended.compareAndSet(false, true)) {
            backend.connection().abort();
            over.complete(Optional.empty());
        }
    }

    @Override
    public final void onBytes(ByteBuffer bytes) {
        lastByteNs = exchange.timers().nanoTime();
        if (ended.get()) {
            bytes.position(bytes.limit());
            return;
        }
        Connection to = backend.connection();
        to.write(bytes);
        to.flush();
        if (!to.isWritable()) {
            exchange.pauseReading(true);
        }
    }

    @Override
    public final void onEnd() {
        if (!ended.get()) {
            bodySent(backend.connection());
        }
    }

    @Override
    public final void onAborted() {
        clientGone();
    }

    @Override
    public final void onWritable() {
        exchange.pauseReading(false);
    }

    @Override
    public final void onData(ByteBuffer bytes) {
        lastByteNs = exchange.timers().nanoTime();
        if (ended.get()) {
            bytes.position(bytes.limit());
        } else {
            answered(bytes);
        }
    }

    @Override
    public final void onEnd(Connection connection) {
        if (!ended.get()) {
            answerEnded();
        }
    }

    @Override
    public final void onClosed(String cause) {
        if (!ended.get()) {
            fail(BAD_GATEWAY, "it broke off (" + cause + ")");
        }
    }

    @Override
    public final CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        if (!begun || request.force()) {
            fail(UNAVAILABLE, "the dispatcher is being replaced; ask again");
        }
        return over;
    }
}
