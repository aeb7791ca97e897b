package io.fairlead.rdp;

import io.fairlead.rdp.wire.Ext;
import io.fairlead.rdp.wire.Func;
import io.fairlead.rdp.wire.Header;
import io.fairlead.rdp.wire.Packet;
import io.fairlead.rdp.wire.PacketException;
import io.fairlead.rdp.wire.PacketMac;
import io.fairlead.rdp.wire.Table;
import io.fairlead.rdp.wire.TableException;
import io.fairlead.rdp.wire.TableReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One UDP port's sessions, asked for by this side or by others. For one thread: whoever drives it calls
 * {@link #datagram} for what arrives and {@link #run} after that, when told by the wake-up call, and when the time has
 * come that {@code run} returned.
 *
 * <p>Before an address is proved by a cookie, nothing is kept for it, and no answer is longer than its question.
 */
public final class Node {
    private static final int OPEN_BYTES = 512;
    private static final int MOST_OPENS = 1 << 16;
    private static final double STRANGERS_PER_SECOND = 20;
    private static final double STRANGERS_BURST = 40;
    private static final int EPOCH_DATA = Integer.BYTES;
    private static final int PONG_WHOLE = 2 * Long.BYTES;
    private static final int PONG_ECHO = Long.BYTES;
    private static final String COUNTS = "COUNTS";

    private final RdpSettings settings;
    private final Clock clock;
    private final RandomGenerator random;
    private final Network network;
    private final NodeListener listener;
    private final Runnable wake;
    private final Cookies cookies;
    private final StrangerLimit strangers;
    private final Graveyard graveyard;
    private final @Nullable PacketMac mac;
    private final Counts counts = new Counts();
    private final Map<InetSocketAddress, Session> clients = new LinkedHashMap<>();
    private final Map<InetSocketAddress, Session> servers = new LinkedHashMap<>();
    private final Map<Session, Opening> openings = new LinkedHashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(Packet.LONGEST + PacketMac.BYTES);
    private final int epoch;
    private final long startedAt;

    /**
     * @param settings how sessions behave unless told otherwise
     * @param clock the time
     * @param random unpredictable numbers; a test gives seeded ones
     * @param network where datagrams go
     * @param listener hears what happens
     * @param wake called when there is something to send; {@link #run} is to be called soon
     */
    public Node(
            RdpSettings settings,
            Clock clock,
            RandomGenerator random,
            Network network,
            NodeListener listener,
            Runnable wake) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.network = network;
        this.listener = listener;
        this.wake = wake;
        this.startedAt = clock.nanos();
        this.cookies = new Cookies(random, startedAt);
        this.strangers = new StrangerLimit(STRANGERS_PER_SECOND, STRANGERS_BURST, startedAt);
        this.graveyard = new Graveyard(settings.timeDrop().toNanos());
        this.mac = settings.key().map(PacketMac::new).orElse(null);
        this.epoch = newEpoch();
    }

    /** Returns a clock reading as packets carry it: milliseconds, modulo 2<sup>32</sup>. */
    static int stamp(long nanos) {
        return (int) (nanos / Rtt.MILLI);
    }

    /** Returns the counters of what belongs to no session. */
    public Counts counts() {
        return counts;
    }

    /** Returns all sessions that are not over. */
    public List<Session> sessions() {
        List<Session> all = new ArrayList<>(clients.values());
        all.addAll(servers.values());
        return all;
    }

    /**
     * Asks for a session; goes on asking until the other side answers or the time to drop it is over. Where there is one
     * that is open, it is begun anew.
     *
     * @param address where to; resolved
     * @return the session
     * @throws IllegalStateException while it is being closed
     */
    public Session open(InetSocketAddress address) {
        return open(address, settings);
    }

    /** Asks for a session with settings of its own, see {@link #open(InetSocketAddress)}. */
    public Session open(InetSocketAddress address, RdpSettings own) {
        long now = now();
        Session session = clients.get(address);
        if (session == null) {
            session = new Session(this, address, true, own, newEpoch(), now);
            clients.put(address, session);
            openings.put(session, new Opening());
        } else if (session.phase() == Phase.CLOSING) {
            throw new IllegalStateException(
                    "The session with " + address + " is being closed; open it again once CLOSED has come.");
        } else if (session.phase() != Phase.OPENING) {
            renew(session, now);
        }
        opening(session).restart(now);
        wake.run();
        return session;
    }

    /**
     * Ends a session: the other side is told until it answers.
     *
     * @param session the session
     * @param reason one word or phrase for the other side
     */
    public void close(Session session, String reason) {
        if (session.phase() == Phase.CLOSED || session.phase() == Phase.CLOSING) {
            return;
        }
        long now = now();
        if (session.phase() == Phase.OPENING) {
            drop(session, reason, now);
            return;
        }
        Opening closing = opening(session);
        closing.reason = reason;
        closing.restart(now);
        closing.closes = 0;
        session.phase(Phase.CLOSING, now);
        wake.run();
    }

    /** Asks now whether the other side lives. */
    public void ping(Session session) {
        session.ping(now());
    }

    /**
     * Sends a packet that belongs to no session, such as those of file transfer.
     *
     * @param to where to
     * @param func what it is
     * @param data its bytes
     */
    public void send(InetSocketAddress to, Func func, ByteBuffer data) {
        transmit(to, plain(func, epoch, data));
    }

    long now() {
        return clock.nanos();
    }

    NodeListener listener() {
        return listener;
    }

    void wake() {
        wake.run();
    }

    int nonce(Session session) {
        Opening state = opening(session);
        state.nonce = random.nextInt();
        state.pingedAt = now();
        return state.nonce;
    }

    int transmit(InetSocketAddress to, Packet packet) {
        buffer.clear();
        packet.write(buffer);
        buffer.flip();
        if (mac != null) {
            mac.sign(buffer);
        }
        int size = buffer.remaining();
        network.send(to, buffer);
        return size;
    }

    private Packet plain(Func func, int sender, ByteBuffer data) {
        int bits = mac == null ? 0 : Ext.AUTHENTIC;
        Ext ext = new Ext(bits, 0, sender, 0, 0, 0, 1, data.remaining(), 0, stamp(now()));
        return Packet.of(
                settings.opcodes().code(func), 0, ByteOrder.BIG_ENDIAN, Header.UNRELIABLE, 0, Double.NaN, ext, data);
    }

    private int newEpoch() {
        int value = random.nextInt();
        return value == 0 ? 1 : value;
    }

    private Opening opening(Session session) {
        return openings.computeIfAbsent(session, each -> new Opening());
    }

    /**
     * Takes a datagram. Whatever is in it, nothing is thrown.
     *
     * @param from who sent it
     * @param datagram all of it
     */
    public void datagram(InetSocketAddress from, ByteBuffer datagram) {
        ByteBuffer whole = datagram.slice();
        try {
            Packet packet = Packet.read(whole);
            Optional<Func> func = settings.opcodes().func(packet.header().code());
            if (func.isEmpty()) {
                counts.add(Count.MALFORMED);
            } else if (mac != null && !mac.verify(packet, whole)) {
                counts.add(Count.UNAUTHENTIC);
            } else {
                take(from, func.get(), packet, whole.capacity());
            }
        } catch (PacketException | TableException e) {
            counts.add(Count.MALFORMED);
        }
    }

    private void take(InetSocketAddress from, Func func, Packet packet, int size) throws PacketException {
        long now = now();
        Ext ext = packet.ext().orElse(null);
        switch (func) {
            case OPEN -> asked(from, packet, size, now);
            case CHAL -> challenged(from, packet, now);
            case OPENED -> answered(from, packet, now);
            case CLOSED -> closed(from, packet, now);
            case PING -> pinged(from, packet, size, now);
            case PONG -> ponged(from, packet, now);
            case RST -> reset(from, packet, now);
            case CLOSE -> ended(from, packet, ext, size, now);
            default -> {
                Session session = ext == null ? null : session(from, ext.epoch());
                if (session != null && ext != null && session.phase() != Phase.CLOSING) {
                    revive(session, now);
                    session.packet(func, packet, ext, size, now);
                } else if (func.compareTo(Func.MOPEN) >= 0) {
                    listener.other(from, func, packet.data(), false);
                } else if (!opening(from)) {
                    stranger(from, packet, size, now);
                }
            }
        }
    }

    private @Nullable Session session(InetSocketAddress from, int peerEpoch) {
        Session session = clients.get(from);
        if (session != null && session.peerEpoch() == peerEpoch && peerEpoch != 0) {
            return session;
        }
        session = servers.get(from);
        return session != null && session.peerEpoch() == peerEpoch ? session : null;
    }

    /** Returns whether a session with that address is about to be opened; it may be open there already. */
    private boolean opening(InetSocketAddress from) {
        Session session = clients.get(from);
        return session != null && session.phase() == Phase.OPENING;
    }

    private void revive(Session session, long now) {
        session.heard(now);
        if (session.phase() == Phase.DOWN) {
            session.phase(Phase.OPEN, now);
            session.resumed(now);
            listener.up(session);
        }
    }

    // The opening, at the side that is asked.

    private void asked(InetSocketAddress from, Packet packet, int size, long now) throws PacketException {
        ByteBuffer data = packet.data();
        Table table = TableReader.front(data);
        Ext ext = packet.ext().orElse(null);
        if (ext == null || ext.epoch() == 0 || data.remaining() < Cookies.BYTES) {
            counts.add(Count.MALFORMED);
            return;
        }
        byte[] cookie = new byte[Cookies.BYTES];
        data.get(cookie);
        if (!cookies.valid(cookie, from, ext.epoch(), now)) {
            answer(from, plain(Func.CHAL, epoch, ByteBuffer.wrap(cookies.cookie(from, ext.epoch(), now))), size, now);
            return;
        }
        Session session = servers.get(from);
        if (session != null && session.peerEpoch() == ext.epoch()) {
            session.heard(now);
            answerOpened(session, now);
        } else if (graveyard.holds(from, ext.epoch())) {
            counts.add(Count.STALE);
        } else if (session == null && servers.size() >= settings.maxRemotes()) {
            counts.add(Count.REFUSED);
            refuse(from, size, now);
        } else {
            if (session != null) {
                drop(session, "RECYCLED", now);
            }
            accept(from, ext.epoch(), table, now);
        }
    }

    private void accept(InetSocketAddress from, int peerEpoch, Table table, long now) {
        Session session = new Session(this, from, false, settings, newEpoch(), now);
        servers.put(from, session);
        take(session, peerEpoch, table, now);
        answerOpened(session, now);
        opening(session).everOpen = true;
        listener.opened(session, table, false);
    }

    private void take(Session session, int peerEpoch, Table table, long now) {
        session.opened(
                peerEpoch,
                number(table, "WINDOW", RdpSettings.LARGEST_WINDOW),
                number(table, "PKTLEN", Integer.MAX_VALUE),
                table.text("CAPS").orElse("").contains(COUNTS),
                now);
    }

    private static int number(Table table, String key, int otherwise) {
        return table.number(key).map(Double::intValue).orElse(otherwise);
    }

    private void answerOpened(Session session, long now) {
        Table table = about(session)
                .with("EPOCH", Integer.toUnsignedString(session.epoch()))
                .with("ECHO", Integer.toUnsignedString(session.peerEpoch()))
                .with("TIMEPING", seconds(settings.timePing().toMillis()))
                .with("TIMEOUT", seconds(settings.timeout().toMillis()));
        session.sendUnreliable(Func.OPENED, ByteBuffer.wrap(table.toString().getBytes(StandardCharsets.UTF_8)), now);
    }

    private Table about(Session session) {
        return Table.EMPTY
                .with("VER", "1")
                .with("CAPS", COUNTS)
                .with("PKTLEN", String.valueOf(session.settings().packetLength()))
                .with("WINDOW", String.valueOf(RdpSettings.LARGEST_WINDOW))
                .with("NAME", session.settings().name());
    }

    private static String seconds(long millis) {
        return String.valueOf(millis / 1000.0);
    }

    private void refuse(InetSocketAddress from, int size, long now) {
        ByteBuffer data = ByteBuffer.allocate(256);
        data.putShort((short) 503).putShort((short) Func.OPEN.standard()).putInt(0);
        data.put(("There are " + settings.maxRemotes() + " remotes already.").getBytes(StandardCharsets.US_ASCII));
        answer(from, plain(Func.ERR, epoch, data.flip()), size, now);
    }

    /** Answers a stranger, where the answer is not longer than the question and he has not had too many. */
    private void answer(InetSocketAddress to, Packet packet, int questionBytes, long now) {
        int length = packet.length();
        if (length > questionBytes || !strangers.allows(to.getAddress(), now)) {
            counts.add(Count.WITHHELD);
        } else {
            transmit(to, packet);
        }
    }

    // The opening, at the side that asks.

    private void sendOpen(Session session, Opening state, long now) {
        byte[] table = about(session).toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer data = ByteBuffer.allocate(Math.max(OPEN_BYTES, table.length + Cookies.BYTES));
        data.put(table).put(state.cookie).rewind();
        state.sentAt = now;
        session.sendUnreliable(Func.OPEN, data, now);
    }

    private void challenged(InetSocketAddress from, Packet packet, long now) {
        Session session = clients.get(from);
        if (session == null || session.phase() != Phase.OPENING || packet.data().remaining() < Cookies.BYTES) {
            counts.add(Count.STRANGERS);
            return;
        }
        Opening state = opening(session);
        byte[] cookie = new byte[Cookies.BYTES];
        packet.data().get(cookie);
        if (!java.util.Arrays.equals(cookie, state.cookie)) {
            state.cookie = cookie;
            sendOpen(session, state, now);
        }
    }

    private void answered(InetSocketAddress from, Packet packet, long now) {
        Session session = clients.get(from);
        Table table = TableReader.front(packet.data());
        boolean ours = session != null
                && packet.ext().isPresent()
                && table.text("ECHO").equals(Optional.of(Integer.toUnsignedString(session.epoch())));
        if (session == null || !ours) {
            counts.add(Count.STRANGERS);
            return;
        }
        if (session.phase() != Phase.OPENING) {
            session.heard(now);
            return;
        }
        Opening state = opening(session);
        take(session, packet.ext().orElseThrow().epoch(), table, now);
        session.roundTrip(now - state.sentAt, now);
        boolean again = state.everOpen;
        state.everOpen = true;
        listener.opened(session, table, again);
    }

    // Life and death.

    private void pinged(InetSocketAddress from, Packet packet, int size, long now) throws PacketException {
        if (packet.data().remaining() < PONG_ECHO) {
            throw new PacketException(io.fairlead.rdp.wire.Fault.DATA);
        }
        Ext ext = packet.ext().orElse(null);
        Session session = ext == null ? null : session(from, ext.epoch());
        int mine = epoch;
        if (session != null) {
            mine = session.epoch();
            revive(session, now);
        } else if (opening(from) || !strangers.allows(from.getAddress(), now)) {
            counts.add(Count.WITHHELD);
            return;
        }
        ByteBuffer data = ByteBuffer.allocate(PONG_WHOLE).putLong(packet.data().getLong(0));
        data.putInt(mine).putInt((int) ((now - startedAt) / 1_000_000_000L)).flip();
        Packet whole = echoing(plain(Func.PONG, mine, data), packet);
        Packet shorter = echoing(plain(Func.PONG, mine, data.slice(0, PONG_ECHO)), packet);
        if (whole.length() <= size) {
            transmit(from, whole);
        } else if (shorter.length() <= size) {
            transmit(from, shorter);
        } else if (mac == null) {
            transmit(from, new Packet(shorter.header(), Double.NaN, Double.NaN, "", Optional.empty(), shorter.data()));
        }
    }

    private static Packet echoing(Packet pong, Packet ping) {
        Header plain = pong.header();
        Header header = new Header(plain.code(), 0, ping.header().info(), plain.order(), plain.seq(), 0, 0, 0);
        return new Packet(header, pong.time(), pong.offset(), pong.userType(), pong.ext(), pong.data());
    }

    private void ponged(InetSocketAddress from, Packet packet, long now) throws PacketException {
        ByteBuffer data = packet.data();
        if (data.remaining() < PONG_ECHO) {
            throw new PacketException(io.fairlead.rdp.wire.Fault.DATA);
        }
        int nonce = data.getInt(Integer.BYTES);
        for (Session session : sessionsAt(from)) {
            Opening state = opening(session);
            if (state.nonce == nonce && state.pingedAt != 0) {
                int theirs = data.remaining() >= PONG_ECHO + EPOCH_DATA
                        ? data.getInt(PONG_ECHO)
                        : packet.ext().map(Ext::epoch).orElse(session.peerEpoch());
                session.roundTrip(now - state.pingedAt, now);
                state.pingedAt = 0;
                if (theirs == session.peerEpoch()) {
                    revive(session, now);
                } else {
                    lost(session, now);
                }
                return;
            }
        }
        counts.add(Count.STRANGERS);
    }

    private List<Session> sessionsAt(InetSocketAddress address) {
        List<Session> both = new ArrayList<>(2);
        Optional.ofNullable(clients.get(address)).ifPresent(both::add);
        Optional.ofNullable(servers.get(address)).ifPresent(both::add);
        return both;
    }

    /** The other side knows nothing of the session any more. */
    private void lost(Session session, long now) {
        if (session.phase() == Phase.CLOSING) {
            finish(session, now);
        } else if (!session.client()) {
            drop(session, "RECYCLED", now);
        } else if (session.phase() != Phase.OPENING) {
            renew(session, now);
        }
    }

    private void renew(Session session, long now) {
        graveyard.bury(session.address(), session.peerEpoch(), now);
        session.renew(newEpoch(), now);
        opening(session).restart(now);
        wake.run();
    }

    private void reset(InetSocketAddress from, Packet packet, long now) throws PacketException {
        if (packet.data().remaining() < Long.BYTES) {
            throw new PacketException(io.fairlead.rdp.wire.Fault.DATA);
        }
        int offending = packet.data().getInt(0);
        int pseq = packet.data().getInt(Integer.BYTES);
        for (Session session : sessionsAt(from)) {
            if (session.epoch() == offending && session.sentRecently(pseq)) {
                lost(session, now);
                return;
            }
        }
        counts.add(Count.STALE);
    }

    /** A packet of a session that is not known: says so, in no more bytes. */
    private void stranger(InetSocketAddress from, Packet packet, int size, long now) {
        counts.add(Count.STRANGERS);
        Ext ext = packet.ext().orElse(null);
        if (ext != null && packet.header().seq() >= 0 && from.getAddress().isLoopbackAddress()) {
            ByteBuffer data = ByteBuffer.allocate(Long.BYTES)
                    .putInt(ext.epoch())
                    .putInt(ext.pseq())
                    .flip();
            answer(from, plain(Func.RST, epoch, data), size, now);
        }
    }

    private void ended(InetSocketAddress from, Packet packet, @Nullable Ext ext, int size, long now) {
        if (ext == null) {
            counts.add(Count.MALFORMED);
            return;
        }
        ByteBuffer data = ByteBuffer.allocate(EPOCH_DATA).putInt(ext.epoch()).flip();
        Session session = session(from, ext.epoch());
        if (session == null) {
            // It may have been closed already and its answer lost.
            if (graveyard.holds(from, ext.epoch())) {
                answer(from, plain(Func.CLOSED, epoch, data), size, now);
            } else {
                counts.add(Count.STALE);
            }
            return;
        }
        String reason = TableReader.front(packet.data()).text("REASON").orElse("CLOSE");
        session.sendUnreliable(Func.CLOSED, data, now);
        drop(session, reason, now);
    }

    private void closed(InetSocketAddress from, Packet packet, long now) {
        for (Session session : sessionsAt(from)) {
            if (session.phase() == Phase.CLOSING
                    && packet.data().remaining() >= EPOCH_DATA
                    && packet.data().getInt(0) == session.epoch()) {
                finish(session, now);
                return;
            }
        }
        counts.add(Count.STALE);
    }

    private void finish(Session session, long now) {
        drop(session, opening(session).reason, now);
    }

    private void drop(Session session, String reason, long now) {
        (session.client() ? clients : servers).remove(session.address(), session);
        openings.remove(session);
        if (session.peerEpoch() != 0) {
            graveyard.bury(session.address(), session.peerEpoch(), now);
        }
        session.abandon(reason);
        listener.closed(session, reason);
    }

    // Time.

    /**
     * Sends what is to be sent now and does what is due.
     *
     * @return when to call again by the clock, in its nanoseconds; {@link Long#MAX_VALUE} where only a datagram or a
     *     wake-up call brings more to do
     */
    public long run() {
        long now = now();
        long due = Long.MAX_VALUE;
        for (Session session : sessions()) {
            due = Math.min(due, tend(session, now));
            due = Math.min(due, session.pump(now));
        }
        return due;
    }

    private long tend(Session session, long now) {
        return switch (session.phase()) {
            case OPENING -> tendOpening(session, now);
            case CLOSING -> tendClosing(session, now);
            case OPEN, DOWN -> tendLife(session, now);
            case CLOSED -> Long.MAX_VALUE;
        };
    }

    private long tendOpening(Session session, long now) {
        Opening state = opening(session);
        long dropAt = dropAt(state.begunAt);
        if (now >= dropAt) {
            drop(session, "TIMEDROP", now);
            return Long.MAX_VALUE;
        }
        if (now >= state.resendAt) {
            sendOpen(session, state, now);
            state.resendAt = now + state.wait;
            state.wait = Math.min(2 * state.wait, settings.timePing().toNanos());
        }
        return Math.min(dropAt, state.resendAt);
    }

    private long tendClosing(Session session, long now) {
        Opening state = opening(session);
        if (now >= state.resendAt) {
            int most = session.settings().retry() < 0
                    ? MOST_OPENS
                    : session.settings().retry();
            if (state.closes++ > most) {
                finish(session, now);
                return Long.MAX_VALUE;
            }
            Table table = Table.EMPTY.with("REASON", state.reason);
            session.sendUnreliable(Func.CLOSE, ByteBuffer.wrap(table.toString().getBytes(StandardCharsets.UTF_8)), now);
            state.resendAt = now + session.timeoutNanos();
        }
        return state.resendAt;
    }

    private long tendLife(Session session, long now) {
        long timeoutAt = session.heardAt() + session.settings().timeout().toNanos();
        if (session.phase() == Phase.OPEN && now >= timeoutAt) {
            session.phase(Phase.DOWN, now);
            listener.down(session);
        }
        long dropAt = session.phase() == Phase.DOWN ? dropAt(session.downAt()) : timeoutAt;
        if (session.phase() == Phase.DOWN && now >= dropAt) {
            drop(session, "TIMEDROP", now);
            return Long.MAX_VALUE;
        }
        long pingAt = session.spokeAt() + session.settings().timePing().toNanos();
        if (now >= pingAt) {
            session.ping(now);
            pingAt = now + session.settings().timePing().toNanos();
        }
        return Math.min(pingAt, dropAt);
    }

    private long dropAt(long since) {
        return settings.timeDrop().isZero()
                ? Long.MAX_VALUE
                : since + settings.timeDrop().toNanos();
    }

    // Hand-over.

    /**
     * Writes all sessions, so that another node can go on with them: what was sent and not acknowledged, what waits, and
     * where each side is. Nothing may be called on this node afterwards, unless the other one never begins.
     *
     * @return the state, for {@link #restore}
     */
    public byte[] save() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            List<Session> all = sessions();
            out.writeInt(all.size());
            for (Session session : all) {
                Wire.address(out, session.address());
                out.writeBoolean(session.client());
                out.writeBoolean(opening(session).everOpen);
                out.writeUTF(opening(session).reason);
                session.save(out);
            }
            graveyard.save(out);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Goes on with another node's sessions; for a new node with the same key and opcodes.
     *
     * @param state what {@link #save} returned
     * @throws IllegalArgumentException where the state cannot be read
     */
    public void restore(byte[] state) {
        long now = now();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
            for (int i = in.readInt(); i > 0; i--) {
                InetSocketAddress address = Wire.address(in);
                boolean client = in.readBoolean();
                Session session = new Session(this, address, client, settings, 1, now);
                Opening opening = opening(session);
                opening.restart(now);
                opening.everOpen = in.readBoolean();
                opening.reason = in.readUTF();
                session.restore(in, now);
                (client ? clients : servers).put(address, session);
            }
            graveyard.restore(in, now);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("the sessions' state cannot be read: " + e.getMessage(), e);
        }
        wake.run();
    }
}
