package io.fairlead.gateway.engine;

import io.fairlead.gateway.api.Ending;
import io.fairlead.gateway.api.SessionProgram;
import io.fairlead.transport.Connection;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Serves one peer with a session program, on a thread of its own ({@code user_thrmain} of the original). */
final class SessionPeer implements Member {
    private static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private static final Duration SETTLE = Duration.ofMillis(20);

    private final Gateway gateway;
    private final Connection connection;
    private final Wire wire;
    private @Nullable Slot slot;
    private long generation;
    private @Nullable Talk talk;
    private @Nullable SessionProgram program;
    private Optional<ByteBuffer> left = Optional.empty();
    private @Nullable Thread thread;
    private boolean closed;
    private @Nullable CompletableFuture<Optional<SessionState>> suspended;

    SessionPeer(Gateway gateway, Connection connection) {
        this.gateway = gateway;
        this.connection = connection;
        this.wire = new Wire(connection, () -> null, gateway.figures());
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void await() {
        connection.pauseReading();
    }

    @Override
    public void admitted(Slot into, Optional<String> id) {
        if (closed) {
            gateway.switchboard().release(into);
            return;
        }
        Talk made = new Talk(gateway, connection, id, List.of());
        synchronized (this) {
            talk = made;
            slot = into;
        }
        gateway.figures().admitted.increment();
        into.session = made;
        generation = gateway.switchboard().connected(into, wire, id);
        made.seated(into, generation);
        connection.messageOpen(false);
        connection.resumeReading();
        changed();
    }

    @Override
    public void refused(Refusal why) {
        gateway.refused(why, connection);
        closed = true;
        wire.close();
    }

    @Override
    public void restored(PeerState state) {
        List<ByteBuffer> parts = state.outbox();
        Talk made = new Talk(gateway, connection, state.client(), parts.subList(1, parts.size()));
        synchronized (this) {
            talk = made;
            left = Optional.of(parts.get(0));
            generation = state.generation();
        }
        Slot mine = gateway.switchboard().restored(state, wire, made);
        synchronized (this) {
            slot = mine;
        }
        made.seated(mine, generation);
        connection.messageOpen(false);
        gateway.later(SETTLE, this::changed);
    }

    @Override
    public void changed() {
        Optional<SessionProgram> wanted = gateway.settings().program();
        synchronized (this) {
            Talk present = talk;
            if (closed || present == null || suspended != null || slot == null) {
                return;
            }
            if (thread != null) {
                present.writable();
                if (!wanted.equals(Optional.ofNullable(program))) {
                    present.askToMove();
                }
                return;
            }
            wanted.ifPresent(next -> begin(next, present));
        }
    }

    private void begin(SessionProgram next, Talk present) {
        program = next;
        present.begin(left);
        left = Optional.empty();
        Thread started = new Thread(() -> run(next, present), "gateway-session-" + connection.id());
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    private void run(SessionProgram present, Talk with) {
        Ending ending;
        try {
            ending = present.run(with);
        } catch (IOException lost) {
            ending = with.endedByPeer() ? Ending.normal() : Ending.abnormal(String.valueOf(lost.getMessage()));
        } catch (InterruptedException e) {
            ending = Ending.abnormal("it was interrupted");
        } catch (RuntimeException broken) {
            ending = Ending.abnormal("its program broke off with " + broken);
        }
        ended(ending);
    }

    private void ended(Ending ending) {
        CompletableFuture<Optional<SessionState>> asked;
        boolean moved = ending.kind() == Ending.Kind.MOVED;
        synchronized (this) {
            thread = null;
            asked = suspended;
            if (moved) {
                left = Optional.of(ending.state());
            }
        }
        if (!moved) {
            if (ending.kind() == Ending.Kind.ABNORMAL && !closed) {
                gateway.abnormal(connection, ending.reason());
            }
            wire.close();
        }
        if (asked != null) {
            asked.complete(moved ? state() : Optional.empty());
        } else if (moved) {
            changed();
        }
    }

    private Optional<SessionState> state() {
        Slot mine = slot;
        Talk present = talk;
        if (mine == null || present == null) {
            return Optional.empty();
        }
        PeerState base = gateway.switchboard().state(mine, generation);
        return Optional.of(base.withSession(left.orElse(NONE), present.unread()).writeSession());
    }

    @Override
    public void onData(ByteBuffer bytes) {
        Talk present = talk;
        if (present == null) {
            connection.pauseReading();
        } else if (present.take(bytes)) {
            connection.pauseReading();
        }
    }

    @Override
    public void onWritable() {
        Talk present = talk;
        if (present != null) {
            present.writable();
        }
    }

    @Override
    public void onEnd(Connection same) {
        Talk present = talk;
        if (present == null) {
            wire.close();
        } else {
            present.peerEnded();
        }
    }

    @Override
    public void onClosed(String cause) {
        Talk present;
        synchronized (this) {
            closed = true;
            present = talk;
        }
        if (present != null) {
            present.lost(cause);
        }
        Slot mine = slot;
        if (mine != null) {
            gateway.switchboard().gone(mine, generation);
        }
        gateway.left(this);
    }

    @Override
    public synchronized CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        gateway.suspending();
        CompletableFuture<Optional<SessionState>> answer = suspended == null ? new CompletableFuture<>() : suspended;
        suspended = answer;
        Talk present = talk;
        if (thread == null || present == null) {
            answer.complete(state());
        } else if (request.force()) {
            wire.close();
            answer.complete(Optional.empty());
        } else {
            present.askToMove();
        }
        return answer;
    }

    @Override
    public void resume() {
        synchronized (this) {
            suspended = null;
        }
        gateway.resuming();
        changed();
    }

    @Override
    public void detached() {
        Talk present;
        synchronized (this) {
            closed = true;
            present = talk;
        }
        if (present != null) {
            present.lost("the gateway was replaced");
        }
    }
}
