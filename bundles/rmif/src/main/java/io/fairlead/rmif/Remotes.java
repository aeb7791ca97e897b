package io.fairlead.rmif;

import io.fairlead.platform.log.RepeatLog;
import io.fairlead.rdp.Node;
import io.fairlead.rdp.NodeListener;
import io.fairlead.rdp.RdpSettings;
import io.fairlead.rdp.Session;
import io.fairlead.rdp.wire.Func;
import io.fairlead.rdp.wire.Table;
import io.fairlead.rdp.wire.TableException;
import io.fairlead.rdp.wire.TableReader;
import io.fairlead.transport.DatagramBatch;
import io.fairlead.transport.DatagramHandler;
import io.fairlead.transport.DatagramPort;
import io.fairlead.transport.Timers;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Drives the sessions of one UDP socket. Everything happens on its event loop. */
final class Remotes implements DatagramHandler, NodeListener {
    private static final Duration LOOK_FOR_CHANGES = Duration.ofMillis(250);
    private static final Duration LEAST_WAIT = Duration.ofNanos(100_000);

    private final DatagramPort port;
    private final Node node;
    private final Channels channels;
    private final Requests requests;
    private final Client client;
    private final RepeatLog log;
    private final AtomicBoolean woken = new AtomicBoolean();
    private Timers.@Nullable Timer timer;
    private boolean ended;

    /**
     * @param port the socket
     * @param settings of the sessions
     * @param random for incarnations and cookies; unpredictable
     * @param exports what remotes may ask for
     * @param access who may set
     * @param log for what goes wrong
     */
    Remotes(
            DatagramPort port,
            RdpSettings settings,
            RandomGenerator random,
            Exports exports,
            WriteAccess access,
            RepeatLog log) {
        this.port = port;
        this.log = log;
        this.node = new Node(settings, port.timers()::nanoTime, random, port::send, this, this::wake);
        this.channels = new Channels(exports, this::later);
        this.requests = new Requests(exports, channels, access);
        this.client = new Client(node);
        lookForChanges();
    }

    /** Returns what a remote is called: its address. */
    static String id(Session session) {
        return Where.text(session.address());
    }

    Node node() {
        return node;
    }

    Channels channels() {
        return channels;
    }

    Client client() {
        return client;
    }

    /** Runs something on the event loop and then sends what is to be sent. */
    <T> CompletableFuture<T> call(java.util.function.Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        later(() -> {
            try {
                result.complete(task.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private void later(Runnable task) {
        port.executor().execute(() -> {
            if (!ended) {
                task.run();
                run();
            }
        });
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            port.executor().execute(this::run);
        }
    }

    private void run() {
        woken.set(false);
        if (ended) {
            return;
        }
        long due = node.run();
        port.flush();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (due != Long.MAX_VALUE) {
            Duration wait = Duration.ofNanos(due - port.timers().nanoTime());
            timer = port.timers().schedule(wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait, this::run);
        }
    }

    private void lookForChanges() {
        port.timers().schedule(LOOK_FOR_CHANGES, () -> {
            if (!ended) {
                channels.tellChanges();
                lookForChanges();
            }
        });
    }

    @Override
    public void onDatagrams(DatagramBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            node.datagram(batch.sender(i), batch.payload(i));
        }
        run();
    }

    @Override
    public void onWritable() {
        run();
    }

    @Override
    public void detached() {
        ended = true;
        channels.end();
        client.end("the server is being replaced");
    }

    @Override
    public void opened(Session session, Table table, boolean again) {
        channels.removeAll(session);
        if (again) {
            client.again(session);
        }
    }

    @Override
    public void down(Session session) {
        channels.removeAll(session);
        client.failAll(session, id(session) + " has not answered for TIMEOUT");
    }

    @Override
    public void up(Session session) {
        client.again(session);
    }

    @Override
    public void closed(Session session, String reason) {
        channels.removeAll(session);
        client.closed(session, reason);
    }

    @Override
    public void failed(Session session, long id, String reason) {
        client.failAll(session, "a message to " + id(session) + " was not acknowledged (" + reason + ")");
    }

    @Override
    public void message(Session session, Func func, int info, ByteBuffer data) {
        guarded(session, func, () -> {
            if (func == Func.KEYR || func == Func.ERR || func == Func.ADDED) {
                client.answer(session, func, info, Table.EMPTY, data);
                return;
            }
            Table table = func == Func.KEYS && !data.hasRemaining() ? Table.EMPTY : TableReader.front(data);
            if (!requests.answer(session, func, table)) {
                client.answer(session, func, info, table, data);
            }
        });
    }

    private void guarded(Session session, Func func, Runnable task) {
        try {
            task.run();
        } catch (Refusal e) {
            refuse(session, func, e.code(), String.valueOf(e.getMessage()));
        } catch (TableException e) {
            refuse(session, func, 400, "The data of " + func + " is wrong: " + e.getMessage() + ".");
        } catch (IllegalStateException e) {
            // The session is over, or takes no more: the remote learns nothing, the log does.
            log.warn("session", id(session) + ": " + e.getMessage());
        }
    }

    private void refuse(Session session, Func func, int code, String sentence) {
        if (func != Func.ERR) {
            Answers.refuse(session, func, code, sentence);
        }
    }

    /** Returns the data of a packet as text. */
    static String text(ByteBuffer data) {
        return StandardCharsets.UTF_8.decode(data.duplicate()).toString();
    }

    /** Tells each session to someone. */
    void each(Consumer<Session> taker) {
        node.sessions().forEach(taker);
    }

    /** Returns a session with that address that this side asked for, or asks for one. */
    Session remote(InetSocketAddress address) {
        return node.sessions().stream()
                .filter(each -> each.client() && each.address().equals(address))
                .findFirst()
                .orElseGet(() -> node.open(address));
    }
}
