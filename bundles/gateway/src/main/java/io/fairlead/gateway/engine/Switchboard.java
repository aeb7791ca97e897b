package io.fairlead.gateway.engine;

import io.fairlead.gateway.api.Classifier;
import io.fairlead.gateway.api.FrameException;
import io.fairlead.gateway.settings.GatewaySettings;
import io.fairlead.gateway.settings.Policies.Schedule;
import io.fairlead.service.TpErrno;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives services' requests to slots, and replies to who waits for them. To draw a slot, to note who waits and to write
 * is one step; a slot that has lost its connection is out of the rotation before anybody can draw it.
 */
final class Switchboard {
    /** How many requests are looked at when the one in front finds no slot because of its key. */
    private static final int LOOK_BEHIND = 32;

    private final Gateway gateway;
    private final List<Handler> handlers = new ArrayList<>();
    private final Map<String, Client> clients = new HashMap<>();
    private final Deque<PeerCall> waiting = new ArrayDeque<>();
    private int acceptTurn;
    private int callTurn;
    private int connected;
    private int inFlight;
    private int expected;
    private boolean held;
    private boolean ended;

    Switchboard(Gateway gateway) {
        this.gateway = gateway;
    }

    // Connections

    /**
     * Finds a slot for a new connection: handlers in turn, those that are full left out.
     *
     * @return nothing where every handler is full
     */
    synchronized Optional<Slot> reserve() {
        GatewaySettings settings = gateway.settings();
        while (handlers.size() < settings.sizes().minHandlers()) {
            handlers.add(new Handler(handlers.size() + 1));
        }
        int most = Math.min(handlers.size(), settings.handlers());
        for (int i = 0; i < most; i++) {
            Handler handler = handlers.get((acceptTurn + i) % most);
            Optional<Slot> slot = handler.take(settings.sizes().threads());
            if (slot.isPresent()) {
                acceptTurn = (acceptTurn + i + 1) % most;
                return slot;
            }
        }
        if (handlers.size() >= settings.handlers()) {
            return Optional.empty();
        }
        Handler more = new Handler(handlers.size() + 1);
        handlers.add(more);
        return more.take(settings.sizes().threads());
    }

    /** Gives a slot back that was reserved and not occupied. */
    synchronized void release(Slot slot) {
        slot.handler.release(slot);
    }

    /**
     * Puts a connection into its slot, from where requests can be sent to it.
     *
     * @return its generation
     */
    long connected(Slot slot, Wire wire, Optional<String> client) {
        Afterwards then = new Afterwards();
        long generation;
        synchronized (this) {
            generation = slot.occupy(wire);
            join(slot, client, then);
        }
        then.run();
        return generation;
    }

    /** Puts a connection back where it was before the gateway was replaced. */
    Slot restored(PeerState state, Wire wire, @Nullable Talk session) {
        Afterwards then = new Afterwards();
        Slot slot;
        synchronized (this) {
            while (handlers.size() < state.handler()) {
                handlers.add(new Handler(handlers.size() + 1));
            }
            slot = handlers.get(state.handler() - 1).take(state.slot(), Integer.MAX_VALUE);
            slot.restore(wire, state.generation());
            slot.session = session;
            slot.sequence = state.sequence();
            slot.abandoned.addAll(state.abandoned());
            state.pending().forEach(left -> {
                slot.pending.put(left.wireKey(), left.call(gateway));
                inFlight++;
            });
            join(slot, state.client(), then);
            time(slot);
        }
        then.run();
        return slot;
    }

    private void join(Slot slot, Optional<String> client, Afterwards then) {
        connected++;
        slot.closing = false;
        slot.client = client;
        client.ifPresent(id -> client(id).slots().add(slot));
        if (expected > 0 && connected >= expected) {
            held = false;
            expected = 0;
        }
        list(slot);
        pump(then);
    }

    /** A peer has ended its stream: it will not reply any more, but may still be answered. */
    void ending(Slot slot, long generation) {
        Afterwards then = new Afterwards();
        synchronized (this) {
            if (slot.generation() == generation) {
                slot.closing = true;
                list(slot);
                lose(slot, then);
            }
        }
        then.run();
    }

    private void lose(Slot slot, Afterwards then) {
        List<PeerCall> lost = new ArrayList<>(slot.pending.values());
        inFlight -= lost.size();
        slot.pending.clear();
        slot.abandoned.clear();
        then.add(() -> lost.forEach(call ->
                failed(call, TpErrno.TPECLOSE, "the connection was lost after the request had been sent to the peer")));
    }

    /** A connection has gone: who waits for its replies is told at once. */
    void gone(Slot slot, long generation) {
        Afterwards then = new Afterwards();
        synchronized (this) {
            if (!slot.vacate(generation)) {
                return;
            }
            connected--;
            slot.closing = true;
            list(slot);
            lose(slot, then);
            slot.timed = false;
            slot.session = null;
            slot.client.ifPresent(id -> leave(id, slot, then));
            slot.handler.release(slot);
            refuseAllIfAlone(then);
        }
        then.run();
    }

    private void leave(String id, Slot slot, Afterwards then) {
        slot.client = Optional.empty();
        Client client = client(id);
        client.slots().remove(slot);
        if (client.slots().isEmpty() && !held) {
            refuse(client.waiting, id + " is not connected any more", then);
        }
    }

    private void refuseAllIfAlone(Afterwards then) {
        if (connected == 0 && !held) {
            refuse(waiting, "no peer is connected any more", then);
        }
    }

    private void refuse(Deque<PeerCall> queue, String why, Afterwards then) {
        List<PeerCall> all = new ArrayList<>(queue);
        queue.clear();
        then.add(() -> all.forEach(call -> failed(call, TpErrno.TPENOREADY, why)));
    }

    /** A server could not be connected to: who waits for it is told. */
    void unreachable(Optional<String> id, String why) {
        Afterwards then = new Afterwards();
        synchronized (this) {
            Client client = id.map(this::client).orElse(null);
            if (client != null && client.slots().isEmpty()) {
                refuse(client.waiting, why, then);
            } else if (client == null) {
                if (connected == 0) {
                    refuse(waiting, why, then);
                }
            }
        }
        then.run();
    }

    /** Returns the slot in which a client is connected. */
    synchronized Optional<Slot> slotOf(String id) {
        Client client = clients.get(id);
        return client == null ? Optional.empty() : client.slots().stream().findFirst();
    }

    /** Returns how many connections there are to the server of that ID. */
    synchronized int connections(String id) {
        Client client = clients.get(id);
        return client == null ? 0 : client.slots().size();
    }

    // Requests of services

    /** Sends a request to a peer, now or when one is idle; or says why not. */
    void submit(PeerCall call) {
        Afterwards then = new Afterwards();
        synchronized (this) {
            place(call, then);
        }
        then.run();
    }

    private void place(PeerCall call, Afterwards then) {
        if (ended) {
            then.add(call::giveBack);
            return;
        }
        TpErrno refusal = held ? null : refusal(call);
        if (refusal == TpErrno.TPENOENT) {
            refuse(call, refusal, then);
            return;
        }
        Deque<PeerCall> queue = call.client().map(id -> client(id).waiting).orElse(waiting);
        if (!held && queue.isEmpty() && sent(call, then)) {
            return;
        }
        if (refusal == null && queue.size() >= gateway.settings().sizes().maxWaiting()) {
            refusal = TpErrno.TPEQFULL;
        }
        if (refusal == null && call.noBlock()) {
            refusal = TpErrno.TPEBLOCK;
        }
        if (refusal != null) {
            refuse(call, refusal, then);
            return;
        }
        boolean behind = !held && !queue.isEmpty();
        queue.add(call);
        if (behind) {
            pump(queue, then);
        }
        then.add(() -> call.whenGone(() -> forget(call, queue)));
    }

    private void refuse(PeerCall call, TpErrno error, Afterwards then) {
        String why = why(error, call);
        then.add(() -> failed(call, error, why));
    }

    /** Returns whether a slot was found, and the request is on its way or has failed. */
    private boolean sent(PeerCall call, Afterwards then) {
        Optional<Slot> slot = draw(call);
        while (slot.isPresent() && !begin(slot.get(), call, then)) {
            slot = draw(call);
        }
        return slot.isPresent();
    }

    private @Nullable TpErrno refusal(PeerCall call) {
        GatewaySettings settings = gateway.settings();
        if (call.client().isPresent()) {
            String id = call.client().get();
            if (connections(id) > 0) {
                return null;
            }
            if (!gateway.admission().isKnown(id)) {
                return TpErrno.TPENOENT;
            }
            return gateway.dialer().wants(Optional.of(id)) ? null : TpErrno.TPENOREADY;
        }
        if (settings.dedicated()) {
            return TpErrno.TPENOENT;
        }
        return connected > 0 || gateway.dialer().wants(Optional.empty()) ? null : TpErrno.TPENOREADY;
    }

    private String why(TpErrno error, PeerCall call) {
        String who = call.client().map(id -> "client " + id).orElse("peer");
        return switch (error) {
            case TPENOENT ->
                call.client().isPresent()
                        ? "there is no " + who + " in the gateway environment file"
                        : "the request names no client, and each client is called by its ID here";
            case TPENOREADY ->
                (call.client().isPresent() ? who : "no peer") + " is "
                        + (call.client().isPresent() ? "not " : "") + "connected";
            case TPEBLOCK -> "no connection is idle, and the caller does not want to wait";
            default -> "max-waiting requests wait for an idle connection already";
        };
    }

    private Optional<Slot> draw(PeerCall call) {
        int most = gateway.settings().sizes().inFlight();
        if (call.client().isPresent()) {
            return client(call.client().get()).draw(call, most);
        }
        boolean inTurn = gateway.settings().policies().schedule() == Schedule.RR;
        for (int i = 0; i < handlers.size(); i++) {
            int index = inTurn ? (callTurn + i) % handlers.size() : i;
            Handler handler = handlers.get(index);
            for (Slot slot : handler.idle) {
                if (slot.fits(call, most)) {
                    callTurn = (index + 1) % handlers.size();
                    handler.idle.remove(slot);
                    slot.listed = false;
                    return Optional.of(slot);
                }
            }
        }
        return Optional.empty();
    }

    /** Sends a request; false where the slot's connection is just closing. */
    private boolean begin(Slot slot, PeerCall call, Afterwards then) {
        Optional<String> key = call.key();
        ByteBuffer message = call.message();
        Classifier classifier = gateway.settings().classifier().orElse(null);
        if (classifier != null && call.wantsReply()) {
            Optional<String> fresh = freshKey(slot, classifier);
            if (fresh.isPresent()) {
                key = fresh;
                message = classifier.withKey(message, fresh.get());
            }
        }
        Talk session = slot.session;
        String wireKey = session != null ? "#" + ++slot.sequence : key.orElse(PeerCall.NO_KEY);
        call.deadlineNs =
                gateway.nanoTime() + gateway.settings().clocks().reply().toNanos();
        if (call.wantsReply()) {
            slot.pending.put(wireKey, call);
            inFlight++;
        }
        if (session != null) {
            session.offer(call, wireKey);
            if (!call.wantsReply()) {
                then.add(call::taken);
            }
            list(slot);
            time(slot);
            return true;
        }
        try {
            if (!slot.send(slot.generation(), message)) {
                slot.closing = true;
                unsent(slot, wireKey, call);
                return false;
            }
        } catch (FrameException impossible) {
            unsent(slot, wireKey, call);
            then.add(() -> failed(
                    call,
                    TpErrno.TPESVCERR,
                    "the request cannot be sent with this framing: " + impossible.getMessage()));
            return true;
        }
        if (!call.wantsReply()) {
            then.add(call::taken);
        }
        list(slot);
        time(slot);
        return true;
    }

    /** Returns a key that no request on this connection has; short keys begin anew after a while. */
    private static Optional<String> freshKey(Slot slot, Classifier classifier) {
        Optional<String> key = classifier.freshKey(++slot.sequence);
        for (int i = slot.pending.size() + slot.abandoned.size();
                i > 0 && key.isPresent() && (slot.pending.containsKey(key.get()) || slot.abandoned.contains(key.get()));
                i--) {
            key = classifier.freshKey(++slot.sequence);
        }
        return key;
    }

    private void unsent(Slot slot, String key, PeerCall call) {
        if (call.wantsReply()) {
            slot.pending.remove(key);
            inFlight--;
        }
        list(slot);
    }

    /** Puts a slot into the rotation, or takes it out. */
    private void list(Slot slot) {
        boolean idle =
                slot.wire() != null && slot.hasRoom(gateway.settings().sizes().inFlight());
        if (idle && !slot.listed) {
            slot.handler.idle.addLast(slot);
        } else if (!idle && slot.listed) {
            slot.handler.idle.remove(slot);
        }
        slot.listed = idle;
    }

    /** Sends what waits, as far as there are slots for it. */
    private void pump(Afterwards then) {
        if (held) {
            return;
        }
        pump(waiting, then);
        clients.values().stream()
                .filter(client -> !client.waiting.isEmpty())
                .toList()
                .forEach(client -> pump(client.waiting, then));
    }

    private void pump(Deque<PeerCall> queue, Afterwards then) {
        int looked = 0;
        Iterator<PeerCall> each = queue.iterator();
        while (each.hasNext() && looked < LOOK_BEHIND) {
            PeerCall call = each.next();
            if (call.ended() || sent(call, then)) {
                each.remove();
            } else if (!call.shares()) {
                break;
            } else {
                looked++;
            }
        }
    }

    private synchronized void forget(PeerCall call, Deque<PeerCall> queue) {
        queue.remove(call);
    }

    // Replies of peers

    /**
     * A peer has replied.
     *
     * @param key the reply's key; nothing: it belongs to the oldest request on that connection
     * @param message valid for the duration of the call
     */
    void replied(Slot slot, long generation, Optional<String> key, ByteBuffer message) {
        Afterwards then = new Afterwards();
        synchronized (this) {
            if (slot.generation() != generation) {
                gateway.figures().staleReplies.increment();
                return;
            }
            PeerCall call = take(slot, key);
            if (call == null) {
                countUnexpected(slot, key);
            } else {
                inFlight--;
                byte[] reply = bytes(call, message);
                then.add(() -> succeeded(call, reply));
            }
            list(slot);
            pump(then);
        }
        then.run();
    }

    /** A session program has answered a service's request. */
    void answered(Slot slot, long generation, String key, byte[] data, boolean well) {
        Afterwards then = new Afterwards();
        synchronized (this) {
            PeerCall call = slot.generation() == generation ? slot.pending.remove(key) : null;
            if (call == null) {
                gateway.figures().lateReplies.increment();
                return;
            }
            inFlight--;
            then.add(() -> {
                if (well) {
                    succeeded(call, data);
                } else {
                    refusedByPeer(call, data);
                }
            });
            list(slot);
            pump(then);
        }
        then.run();
    }

    private static @Nullable PeerCall take(Slot slot, Optional<String> key) {
        if (key.isPresent()) {
            return slot.pending.remove(key.get());
        }
        Iterator<PeerCall> oldest = slot.pending.values().iterator();
        if (!oldest.hasNext()) {
            return null;
        }
        PeerCall call = oldest.next();
        oldest.remove();
        return call;
    }

    private void countUnexpected(Slot slot, Optional<String> key) {
        if (key.isPresent() && slot.abandoned.remove(key.get())) {
            gateway.figures().lateReplies.increment();
        } else {
            gateway.figures().unmatchedReplies.increment();
        }
    }

    private byte[] bytes(PeerCall call, ByteBuffer message) {
        Optional<Classifier> classifier = gateway.settings().classifier();
        boolean fresh = call.key().isEmpty() && call.ownKey().isPresent();
        ByteBuffer own = fresh && classifier.isPresent()
                ? classifier.get().withKey(message, call.ownKey().orElse(""))
                : message;
        byte[] copy = new byte[own.remaining()];
        own.duplicate().get(copy);
        return copy;
    }

    // Time

    /** Lets the oldest request's time end; one timer serves all of a slot. */
    private void time(Slot slot) {
        Wire wire = slot.wire();
        Duration limit = gateway.settings().clocks().reply();
        if (slot.timed || slot.pending.isEmpty() || wire == null || limit.isZero()) {
            return;
        }
        slot.timed = true;
        long generation = slot.generation();
        long leftNs = slot.pending.values().iterator().next().deadlineNs - gateway.nanoTime();
        wire.connection.timers().schedule(Duration.ofNanos(Math.max(0, leftNs)), () -> expire(slot, generation));
    }

    private void expire(Slot slot, long generation) {
        Afterwards then = new Afterwards();
        synchronized (this) {
            if (slot.generation() != generation) {
                return;
            }
            slot.timed = false;
            long nowNs = gateway.nanoTime();
            boolean dirty = false;
            Iterator<Map.Entry<String, PeerCall>> each = slot.pending.entrySet().iterator();
            while (each.hasNext()) {
                Map.Entry<String, PeerCall> entry = each.next();
                PeerCall call = entry.getValue();
                if (call.deadlineNs - nowNs > 0) {
                    break;
                }
                each.remove();
                inFlight--;
                gateway.figures().timeouts.increment();
                then.add(() -> failed(call, TpErrno.TPETIME, "the peer did not reply within reply-timeout"));
                dirty |= entry.getKey().equals(PeerCall.NO_KEY);
                if (slot.session == null) {
                    slot.abandoned.add(entry.getKey());
                }
            }
            Wire wire = slot.wire();
            if (wire != null
                    && (dirty
                            || slot.abandoned.size()
                                    >= gateway.settings().sizes().inFlight())) {
                slot.closing = true;
                then.add(wire::close);
            }
            time(slot);
            list(slot);
            pump(then);
        }
        then.run();
    }

    // Swaps and stops

    /** Keeps requests waiting, or lets them go on. */
    void hold(boolean hold) {
        Afterwards then = new Afterwards();
        synchronized (this) {
            held = hold;
            pump(then);
        }
        then.run();
    }

    /** Keeps requests waiting until so many connections have been taken over. */
    synchronized void expect(int connections) {
        expected = connections;
        held = connections > 0;
    }

    /** The gateway serves no more: what waits is given back, for the next gateway to serve. */
    void end() {
        List<PeerCall> all = new ArrayList<>();
        synchronized (this) {
            ended = true;
            all.addAll(waiting);
            waiting.clear();
            clients.values().forEach(client -> {
                all.addAll(client.waiting);
                client.waiting.clear();
            });
        }
        all.forEach(PeerCall::giveBack);
    }

    /** The gateway stops: nobody will answer what is in flight or waits. */
    void stop() {
        Afterwards then = new Afterwards();
        synchronized (this) {
            handlers.forEach(handler -> handler.slots().forEach(slot -> lose(slot, then)));
            refuse(waiting, "the gateway is being stopped", then);
            clients.values().forEach(client -> refuse(client.waiting, "the gateway is being stopped", then));
        }
        then.run();
    }

    /** Returns what a successor of a slot's connection must know. */
    synchronized PeerState state(Slot slot, long generation) {
        Wire wire = slot.wire();
        return new PeerState(
                slot.handler.number(),
                slot.number,
                generation,
                slot.client,
                slot.sequence,
                List.copyOf(slot.abandoned),
                slot.pending.entrySet().stream()
                        .map(each -> PeerState.Pending.of(each.getKey(), each.getValue(), gateway.nanoTime()))
                        .toList(),
                wire == null ? List.of() : wire.waiting(),
                wire != null && wire.hasUnaccepted());
    }

    // What operators see

    synchronized int connectedCount() {
        return connected;
    }

    synchronized int inFlight() {
        return inFlight;
    }

    synchronized int waiting() {
        return waiting.size()
                + clients.values().stream()
                        .mapToInt(client -> client.waiting.size())
                        .sum();
    }

    /** Returns every handler's connections, waiting requests and calls. */
    synchronized List<GatewayView.HandlerLine> handlerLines() {
        return handlers.stream()
                .map(handler -> new GatewayView.HandlerLine(
                        handler.number(),
                        handler.connected(),
                        handler.idle.size(),
                        handler.requests.inside(),
                        handler.requests.waiting()))
                .toList();
    }

    /** Returns every connection. */
    synchronized List<GatewayView.ConnectionLine> connectionLines() {
        List<GatewayView.ConnectionLine> lines = new ArrayList<>();
        handlers.forEach(handler -> handler.slots().forEach(slot -> {
            Wire wire = slot.wire();
            if (wire != null) {
                lines.add(new GatewayView.ConnectionLine(
                        slot.toString(),
                        slot.generation(),
                        slot.client.orElse("-"),
                        wire.connection.remoteAddress(),
                        slot.closing ? "closing" : slot.pending.isEmpty() ? "idle" : "busy",
                        slot.pending.size()));
            }
        }));
        return lines;
    }

    /** Closes the connections of a client, or the one in a slot such as {@code 1.0}; returns how many. */
    int disconnect(String clientOrSlot) {
        List<Wire> wires = new ArrayList<>();
        synchronized (this) {
            handlers.forEach(handler -> handler.slots().forEach(slot -> {
                Wire wire = slot.wire();
                if (wire != null
                        && (slot.toString().equals(clientOrSlot) || slot.client.equals(Optional.of(clientOrSlot)))) {
                    wires.add(wire);
                }
            }));
        }
        wires.forEach(Wire::close);
        return wires.size();
    }

    /** Sends what waited for a codec. */
    void drain() {
        List<Wire> wires = new ArrayList<>();
        synchronized (this) {
            handlers.forEach(handler -> handler.slots().forEach(slot -> {
                Wire wire = slot.wire();
                if (wire != null) {
                    wires.add(wire);
                }
            }));
        }
        wires.forEach(gateway::drain);
    }

    private Client client(String id) {
        return clients.computeIfAbsent(id, Client::new);
    }

    private void succeeded(PeerCall call, byte[] reply) {
        long tookNs = gateway.nanoTime() - call.sinceNs;
        gateway.figures().callEnded(true, tookNs);
        call.reply(reply);
        gateway.oneEnded();
    }

    private void refusedByPeer(PeerCall call, byte[] data) {
        gateway.figures().callEnded(false, gateway.nanoTime() - call.sinceNs);
        gateway.figures().error(TpErrno.TPESVCFAIL.name());
        call.refuse(data);
        gateway.oneEnded();
    }

    private void failed(PeerCall call, TpErrno error, String why) {
        long tookNs = gateway.nanoTime() - call.sinceNs;
        gateway.figures().callEnded(false, tookNs);
        gateway.figures().error(error.name());
        call.fail(error, why);
        gateway.oneEnded();
    }
}
