package io.fairlead.rmif;

import io.fairlead.platform.log.RepeatLog;
import io.fairlead.rdp.Count;
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
import io.fairlead.transport.SessionState;
import io.fairlead.transport.StateRefusedException;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.Timers;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Drives the sessions of one UDP socket. Everything happens on its event loop. */
final class Remotes implements DatagramHandler, NodeListener {
    private static final Duration LOOK_FOR_CHANGES = Duration.ofMillis(250);
    private static final String SCHEMA = "rmif.remotes";
    private static final int VERSION = 1;
    private static final int MOST_DEFERRED = 1000;
    private static final Duration LEAST_WAIT = Duration.ofNanos(100_000);

    private final DatagramPort port;
    private final Node node;
    private final Channels channels;
    private final Requests requests;
    private final Client client;
    private final RepeatLog log;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Map<Count, LongAdder> past = new EnumMap<>(Count.class);
    private volatile List<Session> present = List.of();
    private Timers.@Nullable Timer timer;
    private final Deque<Runnable> deferred = new ArrayDeque<>();
    private boolean suspended;
    private boolean ended;

    /**
     * @param port the socket
     * @param settings of the sessions
     * @param random for incarnations and cookies; unpredictable
     * @param exports what remotes may ask for
     * @param access who may set
     * @param log for what goes wrong
     * @param state what the last handler left
     * @throws StateRefusedException where the state cannot be read
     */
    Remotes(
            DatagramPort port,
            RdpSettings settings,
            RandomGenerator random,
            Exports exports,
            WriteAccess access,
            RepeatLog log,
            Optional<SessionState> state) {
        this.port = port;
        this.log = log;
        this.node = new Node(settings, port.timers()::nanoTime, random, port::send, this, this::wake);
        this.channels = new Channels(exports, this::later);
        this.requests = new Requests(exports, channels, access);
        this.client = new Client(node);
        for (Count count : Count.values()) {
            past.put(count, new LongAdder());
        }
        state.ifPresent(this::restore);
        present = List.copyOf(node.sessions());
        lookForChanges();
    }

    private void restore(SessionState state) {
        if (!state.schema().equals(SCHEMA)
                || state.version() != VERSION
                || state.parts().size() != 2) {
            throw new StateRefusedException("A state " + state.schema() + " of version " + state.version()
                    + " came; only " + SCHEMA + " of version " + VERSION + " can be read.");
        }
        try {
            node.restore(bytes(state.parts().get(0)));
            channels.restore(bytes(state.parts().get(1)), node);
        } catch (IllegalArgumentException e) {
            throw new StateRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] bytes(ByteBuffer part) {
        byte[] bytes = new byte[part.remaining()];
        part.duplicate().get(bytes);
        return bytes;
    }

    /** Returns what a remote is called: its address. */
    static String id(Session session) {
        return Where.text(session.address());
    }

    Node node() {
        return node;
    }

    /** Returns how many sessions there are; on any thread. */
    int remotes() {
        return present.size();
    }

    /** Returns a figure of all sessions, also of those that are over; on any thread. */
    long total(Count count) {
        LongAdder before = past.get(count);
        long sum = node.counts().get(count) + (before == null ? 0 : before.sum());
        for (Session session : present) {
            sum += session.counts().get(count);
        }
        return sum;
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
            if (suspended && deferred.size() < MOST_DEFERRED) {
                deferred.add(task);
            } else if (!ended && !suspended) {
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
        if (ended || suspended) {
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
                if (!suspended) {
                    channels.tellChanges();
                }
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
    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        suspended = true;
        SessionState state = new SessionState(
                SCHEMA, VERSION, List.of(ByteBuffer.wrap(node.save()), ByteBuffer.wrap(channels.save())));
        return CompletableFuture.completedFuture(Optional.of(state));
    }

    @Override
    public void resume() {
        suspended = false;
        List<Runnable> waiting = List.copyOf(deferred);
        deferred.clear();
        waiting.forEach(Runnable::run);
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
        present = List.copyOf(node.sessions());
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
        past.forEach((count, sum) -> sum.add(session.counts().get(count)));
        present = List.copyOf(node.sessions());
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
