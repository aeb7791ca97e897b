package io.fairlead.gateway.engine;

import io.fairlead.gateway.api.Classified;
import io.fairlead.gateway.api.Classifier;
import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.Decoded;
import io.fairlead.gateway.api.FrameException;
import io.fairlead.gateway.settings.GatewaySettings;
import io.fairlead.gateway.settings.Policies.OnUnknown;
import io.fairlead.transport.Connection;
import io.fairlead.transport.DetachedException;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.Timers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Serves one peer with framing and classifier. Its own state belongs to its event loop. A peer's requests are served in
 * order, one after the other unless {@code concurrent} says otherwise; replies go to who waits for them meanwhile.
 */
final class PeerConnection implements Member {
    private final Gateway gateway;
    private final Connection connection;
    private final Wire wire;
    private final Deque<PeerRequest> inbox = new ArrayDeque<>();
    private @Nullable Slot slot;
    private long generation;
    private Optional<String> client = Optional.empty();
    private @Nullable Codec lastCodec;
    private long hint;
    private int need;
    private int leftover;
    private Codec.Occasion occasion = Codec.Occasion.DATA;
    private Timers.@Nullable Timer gap;
    private int inService;
    private boolean paused;
    private boolean ended;
    private boolean closing;
    private boolean suspended;
    private boolean heard = true;
    private @Nullable CompletableFuture<Optional<SessionState>> left;

    PeerConnection(Gateway gateway, Connection connection) {
        this.gateway = gateway;
        this.connection = connection;
        this.wire = new Wire(connection, () -> gateway.settings().codec().orElse(null), gateway.figures());
    }

    @Override
    public Connection connection() {
        return connection;
    }

    // Beginning

    @Override
    public void await() {
        pause();
    }

    @Override
    public void admitted(Slot into, Optional<String> id) {
        if (closing) {
            gateway.switchboard().release(into);
            return;
        }
        slot = into;
        client = id;
        gateway.figures().admitted.increment();
        generation = gateway.switchboard().connected(into, wire, id);
        beat();
        unpause();
    }

    @Override
    public void refused(Refusal why) {
        gateway.refused(why, connection);
        closing = true;
        wire.close();
    }

    @Override
    public void restored(PeerState state) {
        client = state.client();
        generation = state.generation();
        wire.restore(state.outbox(), state.unaccepted());
        slot = gateway.switchboard().restored(state, wire, null);
        beat();
    }

    // Reading

    @Override
    public void onData(ByteBuffer bytes) {
        heard = true;
        Codec codec = gateway.settings().codec().orElse(null);
        if (slot == null || codec == null || suspended) {
            pause();
            return;
        }
        wire.enterLoop();
        try {
            decode(codec, bytes);
        } catch (FrameException bad) {
            gateway.badFrame(bad, connection);
            closing = true;
            wire.close();
        } finally {
            wire.leaveLoop();
        }
        leftover = closing ? 0 : bytes.remaining();
        if (!paused) {
            connection.messageOpen(leftover > 0);
            watchGap(codec);
        }
        closeIfDone();
    }

    private void decode(Codec codec, ByteBuffer bytes) throws FrameException {
        if (!codec.equals(lastCodec)) {
            lastCodec = codec;
            hint = 0;
            need = 0;
        }
        Codec.Occasion now = ended ? Codec.Occasion.END : occasion;
        occasion = Codec.Occasion.DATA;
        while (bytes.hasRemaining() && !closing) {
            if (now == Codec.Occasion.DATA && bytes.remaining() < need) {
                return;
            }
            if (isFull()) {
                pause();
                return;
            }
            int before = bytes.position();
            Decoded decoded = codec.decode(bytes, now, hint);
            hint = 0;
            need = 0;
            if (decoded instanceof Decoded.Incomplete incomplete) {
                hint = bytes.position() == before ? incomplete.hint() : 0;
                need = incomplete.atLeast();
                return;
            }
            take((Decoded.Frame) decoded);
        }
    }

    /**
     * Requests are read ahead only where replies may stand behind them; else they wait unread, so that a swap need not
     * wait for them.
     */
    private boolean isFull() {
        GatewaySettings settings = gateway.settings();
        if (gateway.draining() && settings.svcgw().isEmpty()) {
            return true;
        }
        return settings.svcgw().isPresent()
                ? inbox.size() >= settings.sizes().pipeline()
                : settings.service().isPresent()
                        && inService >= settings.sizes().concurrent();
    }

    private void take(Decoded.Frame frame) throws FrameException {
        if (frame.answer().hasRemaining()) {
            wire.sendRaw(frame.answer().duplicate());
        }
        switch (frame.kind()) {
            case MESSAGE -> message(frame.message());
            case HEARTBEAT -> gateway.figures().heartbeats.increment();
            case DAMAGED -> gateway.figures().badFrame(FrameException.Reason.BAD_CHECKSUM);
            case ACCEPTED -> wire.accepted();
            case REFUSED -> {
                if (!wire.refused()) {
                    closing = true;
                    wire.close();
                }
            }
        }
    }

    private void message(ByteBuffer message) throws FrameException {
        gateway.figures().messagesIn.increment();
        Classified what = classify(message);
        switch (what.kind()) {
            case REQUEST, ONE_WAY -> request(what, copy(message));
            case REPLY -> reply(what, message);
            case HEARTBEAT -> {
                gateway.figures().heartbeats.increment();
                if (what.answer().isPresent()) {
                    wire.send(what.answer().get().duplicate());
                }
            }
            case UNKNOWN -> {
                gateway.figures().unknown.increment();
                if (gateway.settings().policies().onUnknown() == OnUnknown.CLOSE) {
                    closing = true;
                    wire.close();
                }
            }
        }
    }

    /** Without a classifier, what a message is follows from the direction of the configuration. */
    private Classified classify(ByteBuffer message) {
        GatewaySettings settings = gateway.settings();
        return settings.classifier()
                .map(classifier -> classifier.classify(message.duplicate()))
                .orElseGet(() -> new Classified(
                        settings.service().isPresent() ? Classified.Kind.REQUEST : Classified.Kind.REPLY,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private void reply(Classified what, ByteBuffer message) {
        Slot mine = slot;
        if (mine != null) {
            gateway.switchboard().replied(mine, generation, what.key(), message);
        }
    }

    private void request(Classified what, ByteBuffer message) {
        String service = what.service().or(() -> gateway.settings().service()).orElse("");
        PeerRequest request = PeerRequest.of(message, what, service, gateway.nanoTime());
        if (gateway.draining() || inService >= gateway.settings().sizes().concurrent()) {
            inbox.add(request);
        } else {
            serve(request);
        }
    }

    // Requests of the peer

    private void serve(PeerRequest request) {
        Slot mine = slot;
        if (mine == null) {
            inbox.add(request);
            return;
        }
        inService++;
        new Asking(gateway, mine, generation, client, this::served).ask(request);
    }

    /** A request has been answered; on any thread. */
    private void served(boolean answered) {
        if (wire.isOnLoop()) {
            next(answered);
        } else {
            connection.executor().execute(() -> next(answered));
        }
    }

    private void next(boolean answered) {
        inService--;
        if (!answered && !closing) {
            closing = true;
            wire.close();
        }
        while (!inbox.isEmpty()
                && !gateway.draining()
                && inService < gateway.settings().sizes().concurrent()) {
            serve(inbox.remove());
        }
        if (paused && !suspended && slot != null && !isFull()) {
            unpause();
        }
        leaveIfIdle();
        closeIfDone();
    }

    // Ends

    @Override
    public void onEnd(Connection same) {
        ended = true;
        Slot mine = slot;
        if (mine != null) {
            gateway.switchboard().ending(mine, generation);
        }
        if (leftover > 0) {
            unpause();
        }
        closeIfDone();
    }

    /** After the peer's end, what it asked is still answered. */
    private void closeIfDone() {
        if (ended && !closing && inService == 0 && inbox.isEmpty() && (leftover == 0 || !paused)) {
            closing = true;
            wire.close();
        }
    }

    @Override
    public void onClosed(String cause) {
        closing = true;
        inbox.clear();
        Slot mine = slot;
        if (mine != null) {
            gateway.switchboard().gone(mine, generation);
        }
        gateway.left(this);
    }

    // Swaps

    @Override
    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        gateway.suspending();
        suspended = true;
        CompletableFuture<Optional<SessionState>> answer = left == null ? new CompletableFuture<>() : left;
        left = answer;
        if (request.force()) {
            answer.complete(state());
        }
        leaveIfIdle();
        return answer;
    }

    private void leaveIfIdle() {
        CompletableFuture<Optional<SessionState>> asked = left;
        if (asked != null && inService == 0 && inbox.isEmpty()) {
            asked.complete(state());
        }
    }

    private Optional<SessionState> state() {
        Slot mine = slot;
        return mine == null
                ? Optional.empty()
                : Optional.of(gateway.switchboard().state(mine, generation).write());
    }

    @Override
    public void resume() {
        suspended = false;
        left = null;
        gateway.resuming();
        if (paused && slot != null) {
            unpause();
        }
    }

    @Override
    public void detached() {
        closing = true;
    }

    @Override
    public void changed() {
        try {
            connection.executor().execute(() -> {
                gateway.drain(wire);
                if (paused && !suspended && slot != null && !isFull()) {
                    unpause();
                }
            });
        } catch (DetachedException gone) {
            // Nobody is there to be told.
        }
    }

    // Signs of life and silences

    private void beat() {
        Duration every = gateway.settings().clocks().heartbeat();
        if (every.isZero()) {
            return;
        }
        heard = false;
        connection.timers().schedule(every, () -> {
            if (closing) {
                return;
            }
            if (heard) {
                beat();
                return;
            }
            askForLife(every);
        });
    }

    private void askForLife(Duration every) {
        Optional<ByteBuffer> sign = gateway.settings().classifier().flatMap(Classifier::heartbeat);
        try {
            if (sign.isPresent()) {
                wire.send(sign.get().duplicate());
            }
        } catch (FrameException bad) {
            gateway.badFrame(bad, connection);
        }
        connection.timers().schedule(every, () -> {
            if (heard) {
                beat();
            } else if (!closing) {
                gateway.silent(connection, every);
                closing = true;
                wire.close();
            }
        });
    }

    private void watchGap(Codec codec) {
        if (gap != null) {
            gap.cancel();
            gap = null;
        }
        if (leftover > 0 && !codec.idleGap().isZero()) {
            gap = connection.timers().schedule(codec.idleGap(), () -> {
                occasion = Codec.Occasion.GAP;
                connection.resumeReading();
            });
        }
    }

    private void pause() {
        if (!paused) {
            paused = true;
            connection.messageOpen(false);
            connection.pauseReading();
        }
    }

    private void unpause() {
        paused = false;
        connection.resumeReading();
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining())
                .put(bytes.duplicate())
                .flip()
                .asReadOnlyBuffer();
    }
}
