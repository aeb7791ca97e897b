package io.fairlead.gateway.engine;

import io.fairlead.gateway.api.FrameException;
import io.fairlead.gateway.settings.EnvironmentFile;
import io.fairlead.gateway.settings.EnvironmentTable;
import io.fairlead.gateway.settings.GatewaySettings;
import io.fairlead.gateway.settings.GatewaySettings.Mode;
import io.fairlead.platform.health.Part;
import io.fairlead.platform.log.RepeatLog;
import io.fairlead.service.Services;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.Group;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.Timers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One gateway: serves a group of connections, and the service by which others call its peers. */
public final class Gateway implements Protocol {
    private static final String GROUP = "gateway.group";
    private static final String TOPIC_FILE = "environment-file";
    private static final String TOPIC_SAME = "same-address";
    private static final String TOPIC_SERVER = "server";
    private static final String TOPIC_ADDED = "added-clients";
    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final Duration EXPECT = Duration.ofSeconds(1);

    private final Part part;
    private final Supplier<Optional<Services>> services;
    private final LongSupplier nanoTime;
    private final RepeatLog log;
    private final Executor background;
    private final Figures figures = new Figures();
    private final Gates gates = new Gates();
    private final Set<Member> peers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean suspended = new AtomicBoolean();
    private final Object ends = new Object();
    private final Switchboard switchboard;
    private final ClientTable table;
    private final Admission admission;
    private final Dialer dialer;
    private volatile GatewaySettings settings;
    private volatile @Nullable Timers timers;
    private volatile boolean held;
    private volatile boolean draining;

    /**
     * @param settings the first settings
     * @param file the gateway environment file, as it is named now
     * @param outside what surrounds it
     */
    public Gateway(GatewaySettings settings, Supplier<Optional<EnvironmentFile>> file, Outside outside) {
        this.settings = settings;
        this.part = outside.part();
        this.services = outside.services();
        this.nanoTime = outside.nanoTime();
        this.log = outside.log();
        this.background = outside.background();
        this.switchboard = new Switchboard(this);
        this.table = new ClientTable(this, background, file, settings.table().orElse(EnvironmentTable.EMPTY));
        this.admission = new Admission(this, table);
        this.dialer = new Dialer(this, outside.random());
    }

    /**
     * What surrounds a gateway.
     *
     * @param part where it tells operators how it does
     * @param services where services are called; nothing while they cannot be
     * @param nanoTime a monotonic clock in nanoseconds
     * @param log of repeated events
     * @param background for what may block
     * @param random for the jitter of attempts
     */
    public record Outside(
            Part part,
            Supplier<Optional<Services>> services,
            LongSupplier nanoTime,
            RepeatLog log,
            Executor background,
            RandomGenerator random) {}

    // Settings

    /** Takes up changed settings; a changed codec goes on with the bytes that are there. */
    public void update(GatewaySettings changed) {
        boolean sameTable = changed.table().equals(settings.table());
        settings = changed;
        if (!sameTable) {
            load(changed.table().orElse(EnvironmentTable.EMPTY));
        }
        peers.forEach(Member::changed);
        dialer.changed();
    }

    /** Takes the gateway environment file as an operator loaded it; additions are counted from now. */
    public void load(EnvironmentTable loaded) {
        table.load(loaded);
        admission.loaded();
        part.clear(TOPIC_FILE);
        part.clear(TOPIC_ADDED);
    }

    GatewaySettings settings() {
        return settings;
    }

    // The transport's side

    @Override
    public void attach(Group group, Optional<SessionState> state) {
        timers = group.timers();
        state.ifPresent(left -> {
            int connections =
                    left.bytes().length == 0 ? 0 : ByteBuffer.wrap(left.bytes()).getInt();
            switchboard.expect(connections);
            if (connections > 0) {
                later(EXPECT, this::expectNoMore);
            }
        });
        if (settings.mode() == Mode.CLIENT) {
            dialer.start(group);
        }
        watch();
    }

    private void expectNoMore() {
        switchboard.expect(0);
        if (!held && !suspended.get()) {
            switchboard.hold(false);
        }
    }

    private void watch() {
        if (settings.table().isPresent()) {
            table.lookAgain(() -> {});
        }
        later(WATCH, this::watch);
    }

    @Override
    public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
        boolean session =
                state.map(PeerState::isOfSession).orElse(settings.session().isPresent());
        Member peer = session ? new SessionPeer(this, connection) : new PeerConnection(this, connection);
        peers.add(peer);
        if (settings.mode() == Mode.CLIENT) {
            dialer.opened(connection.tag(), state.isPresent());
        }
        if (state.isPresent()) {
            peer.restored(PeerState.read(state.get()));
        } else if (draining && settings.mode() == Mode.SERVER) {
            peer.refused(Refusal.STOPPING);
        } else if (settings.mode() == Mode.CLIENT) {
            seatServer(peer, connection.tag());
        } else {
            admission.admit(peer);
        }
        return peer;
    }

    private void seatServer(Member peer, String id) {
        switchboard
                .reserve()
                .ifPresentOrElse(
                        slot -> peer.admitted(slot, id.isEmpty() ? Optional.empty() : Optional.of(id)),
                        () -> peer.refused(Refusal.FULL));
        part.clear(TOPIC_SERVER + id);
    }

    @Override
    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        suspending();
        byte[] count = ByteBuffer.allocate(Integer.BYTES)
                .putInt(switchboard.connectedCount())
                .array();
        return CompletableFuture.completedFuture(Optional.of(SessionState.of(GROUP, 1, count)));
    }

    @Override
    public void resume() {
        resuming();
    }

    @Override
    public void detached() {
        dialer.end();
        switchboard.end();
        peers.clear();
    }

    /** Connections are about to be handed over: no request of a service is sent any more. */
    void suspending() {
        if (suspended.compareAndSet(false, true)) {
            switchboard.hold(true);
        }
    }

    /** The hand-over was abandoned. */
    void resuming() {
        if (suspended.compareAndSet(true, false) && !held) {
            switchboard.hold(false);
        }
    }

    // Operating

    /** Keeps requests of and to a service waiting; {@code svcgw}'s name stands for those to the peers. */
    public void suspend(String service) {
        if (settings.svcgw().equals(Optional.of(service))) {
            held = true;
            switchboard.hold(true);
        }
        gates.suspend(service);
    }

    /** Lets the requests of a service go on; false where it was not suspended. */
    public boolean resume(String service) {
        if (settings.svcgw().equals(Optional.of(service)) && held) {
            held = false;
            switchboard.hold(false);
        }
        return gates.resume(service);
    }

    /** Closes the connections of a client, or the one in a slot such as {@code 1.0}; returns how many. */
    public int disconnect(String clientOrSlot) {
        return switchboard.disconnect(clientOrSlot);
    }

    /** Takes no more requests, and lets those in flight end, at most as long as {@code drain}; the rest is lost. */
    public void drain() {
        draining = true;
        suspending();
        peers.forEach(Member::changed);
        long untilNs = nanoTime() + settings.clocks().drain().toNanos();
        try {
            synchronized (ends) {
                long leftMillis = Duration.ofNanos(untilNs - nanoTime()).toMillis();
                while (isBusy() && leftMillis > 0) {
                    ends.wait(leftMillis);
                    leftMillis = Duration.ofNanos(untilNs - nanoTime()).toMillis();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        switchboard.stop();
    }

    /** A request has ended; no lock is held. */
    void oneEnded() {
        if (draining) {
            synchronized (ends) {
                ends.notifyAll();
            }
        }
    }

    private boolean isBusy() {
        return switchboard.inFlight() > 0 || switchboard.handlerLines().stream().anyMatch(line -> line.calls() > 0);
    }

    /** Returns what operators may look at. */
    public GatewayView view() {
        return new GatewayView(
                switchboard.handlerLines(),
                dialer.lines(),
                table.current().size(),
                switchboard.connectedCount(),
                switchboard.inFlight(),
                switchboard.waiting(),
                gates.suspended());
    }

    /** Returns every connection. */
    public List<GatewayView.ConnectionLine> connections() {
        return switchboard.connectionLines();
    }

    /** Returns what happened. */
    public Figures figures() {
        return figures;
    }

    /** Returns how often the gateway environment file was read since the start. */
    public long fileReads() {
        return table.reads();
    }

    // For the engine's other parts

    Switchboard switchboard() {
        return switchboard;
    }

    Admission admission() {
        return admission;
    }

    Dialer dialer() {
        return dialer;
    }

    ClientTable table() {
        return table;
    }

    Gates gates() {
        return gates;
    }

    boolean draining() {
        return draining;
    }

    Optional<Services> services() {
        return services.get();
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    void background(Runnable task) {
        background.execute(task);
    }

    /** Does something later, unless the gateway has been replaced by then. */
    void later(Duration delay, Runnable task) {
        Timers present = timers;
        if (present != null) {
            present.schedule(delay, task);
        }
    }

    void countCall(String id) {
        if (admission.isKnown(id)) {
            figures.client(id).began();
        }
    }

    void drain(Wire wire) {
        try {
            wire.drain();
        } catch (FrameException impossible) {
            badReply("a service", impossible);
            wire.close();
        }
    }

    // What operators are told

    void refused(Refusal why, Connection peer) {
        figures.refused(why);
        String who = who(peer);
        log.warn(why + " " + who, "A connection from " + who + " is refused: " + why.sentence() + ".");
        if (why == Refusal.TOO_MANY_ADDED) {
            part.warn(TOPIC_ADDED, "A client was refused: " + why.sentence() + ".");
        }
    }

    void badFrame(FrameException bad, Connection peer) {
        figures.badFrame(bad.reason());
        log.warn(
                "frame " + bad.reason() + who(peer),
                "The connection from " + who(peer) + " is closed: " + bad.getMessage() + ".");
    }

    void badReply(String service, FrameException bad) {
        figures.badFrame(bad.reason());
        log.warn("reply " + service, "The answer of " + service + " cannot be sent: " + bad.getMessage() + ".");
    }

    void abnormal(Connection peer, String reason) {
        log.warn("session " + who(peer), "The conversation with " + who(peer) + " ended: " + reason + ".");
    }

    void silent(Connection peer, Duration every) {
        log.warn(
                "silent " + who(peer),
                "The connection from " + who(peer) + " is closed: nothing came for two heartbeats of "
                        + every.toMillis() + " ms.");
    }

    /** A client came while it was connected: the connection that is there is closed at once. */
    void displaced(String id, Slot slot, Connection newcomer, boolean newStays) {
        Wire there = slot.wire();
        if (there == null) {
            return;
        }
        String what = "Client " + id + " connected from " + newcomer.remoteAddress() + " while it was connected from "
                + there.connection.remoteAddress() + "; "
                + (newStays ? "the old connection is closed." : "both are closed (sameAddress = both-close).");
        log.warn("same " + id, what);
        if (!newStays) {
            part.warn(TOPIC_SAME, what + " keep-new lets a client come back after a broken connection.");
        }
        switchboard.gone(slot, slot.generation());
        there.close();
    }

    void unreachable(String id, String why) {
        String sentence = "The server" + (id.isEmpty() ? "" : " " + id) + " cannot be reached: " + why;
        log.warn(TOPIC_SERVER + id, sentence);
        part.warn(TOPIC_SERVER + id, sentence);
    }

    void fileRead() {
        part.clear(TOPIC_FILE);
    }

    void fileBroken(String mistake) {
        String sentence = mistake + "; the table stays as it was";
        log.warn(TOPIC_FILE, sentence);
        part.warn(TOPIC_FILE, sentence);
    }

    private static String who(Connection peer) {
        return peer.remoteAddress().getAddress().getHostAddress();
    }

    /** A connection has gone. */
    void left(Member peer) {
        if (peers.remove(peer) && settings.mode() == Mode.CLIENT) {
            dialer.closed(peer.connection().tag());
        }
    }
}
