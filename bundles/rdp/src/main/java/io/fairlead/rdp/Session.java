package io.fairlead.rdp;

import io.fairlead.rdp.wire.Ext;
import io.fairlead.rdp.wire.Func;
import io.fairlead.rdp.wire.Header;
import io.fairlead.rdp.wire.Nak;
import io.fairlead.rdp.wire.Packet;
import io.fairlead.rdp.wire.PacketException;
import io.fairlead.rdp.wire.Receipt;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A conversation with one remote: messages both ways, and pipe channels. Made by {@link Node}; for the node's thread.
 * Everything that it sends shares one pace, messages before frames.
 */
public final class Session {
    private static final double NO_OFFSET = Double.NaN;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Node node;
    private final InetSocketAddress address;
    private final boolean client;
    private final Counts counts = new Counts();
    private final Map<Integer, FrameSender> out = new LinkedHashMap<>();
    private final Map<Integer, FrameReceiver> in = new LinkedHashMap<>();
    private final Map<Integer, Integer> units = new LinkedHashMap<>();
    private RdpSettings settings;
    private Phase phase;
    private int epoch;
    private int peerEpoch;
    private boolean counted;
    private Rtt rtt = new Rtt();
    private RateModel model;
    private Pacer pacer;
    private Pacer controls;
    private Pacer paying;
    private ReliableSender sender;
    private ReliableReceiver receiver;
    private Arrivals arrivals = new Arrivals();
    private long arrivedBytes;
    private long arrivedPackets;
    private long heardAt;
    private long spokeAt;
    private long downAt;
    private int turn;
    private long nextId = 1;

    /** What the node needs to know of a session. */
    Session(Node node, InetSocketAddress address, boolean client, RdpSettings settings, int epoch, long now) {
        this.node = node;
        this.address = address;
        this.client = client;
        this.settings = settings;
        this.epoch = epoch;
        this.phase = Phase.OPENING;
        this.heardAt = now;
        this.spokeAt = now;
        this.model = new RateModel(rtt, settings.rate(), settings.maxRate());
        this.pacer = new Pacer(settings.packetLength(), now);
        this.controls = new Pacer(settings.packetLength(), now);
        this.paying = pacer;
        this.sender = newSender();
        this.receiver = newReceiver();
    }

    private ReliableSender newSender() {
        return new ReliableSender(payload(0), settings, rtt, new ReliableSender.Fate() {
            @Override
            public void arrived(Message message) {
                counts.add(Count.DELIVERED);
                node.listener().delivered(Session.this, message.id());
            }

            @Override
            public void failed(Message message) {
                fail(message, "RETRY");
                ping(node.now());
            }
        });
    }

    private ReliableReceiver newReceiver() {
        return new ReliableReceiver(settings.maxMessage(), counts, (func, info, data) -> node.listener()
                .message(this, func, info, data));
    }

    /** Returns the remote's address. */
    public InetSocketAddress address() {
        return address;
    }

    /** Returns whether this side asked for the session. */
    public boolean client() {
        return client;
    }

    /** Returns how far the session is. */
    public Phase phase() {
        return phase;
    }

    /** Returns the counters. */
    public Counts counts() {
        return counts;
    }

    /** Returns the smoothed round trip in nanoseconds; 0 while it is not known. */
    public long roundTripNanos() {
        return rtt.smoothed();
    }

    /** Returns the rate that is sent at, bytes a second. */
    public double rate() {
        return model.rate();
    }

    /** Returns the share of packets that seems to get lost however little is sent. */
    public double noise() {
        return model.noise();
    }

    /** Returns this side's incarnation. */
    public int epoch() {
        return epoch;
    }

    /** Returns the settings in force. */
    public RdpSettings settings() {
        return settings;
    }

    /** Returns whether every message has arrived or failed. */
    public boolean idle() {
        return sender.idle();
    }

    /**
     * Queues a message.
     *
     * @param func what it is
     * @param info the header's info, 0 to 255
     * @param delivery how it is to arrive
     * @param data its bytes; not changed by anyone from here on
     * @return its number, which {@link NodeListener#delivered} or {@link NodeListener#failed} will name
     * @throws IllegalArgumentException where it is longer than may be; the message names the limit
     * @throws IllegalStateException where the session is over, or as much waits as may
     */
    public long send(Func func, int info, Delivery delivery, ByteBuffer data) {
        if (phase == Phase.CLOSING || phase == Phase.CLOSED) {
            throw new IllegalStateException("The session with " + address + " is over.");
        }
        int most = delivery == Delivery.IN_ORDER ? settings.maxMessage() : sender.payload();
        if (data.remaining() > most) {
            throw new IllegalArgumentException("A message of " + data.remaining() + " bytes; at most " + most
                    + (delivery == Delivery.IN_ORDER ? " may be." : " may be independent."));
        }
        Message message = new Message(nextId++, func, info, delivery, data.slice());
        if (!sender.offer(message)) {
            throw new IllegalStateException(
                    sender.queued() + " bytes wait for " + address + " already; wait until some have arrived.");
        }
        node.wake();
        return message.id();
    }

    /**
     * Begins to send a pipe.
     *
     * @param channel 1 to 127
     * @param how how it is sent
     * @return takes frames
     */
    public FrameSender openOut(int channel, OutSettings how) {
        closeOut(channel);
        FrameSender sending = new FrameSender(
                channel, units.getOrDefault(channel, 0), payload(Double.BYTES * 2), how, rtt, counts, node::wake);
        out.put(channel, sending);
        return sending;
    }

    /** Ends the sending of a pipe; what waits is dropped. */
    public void closeOut(int channel) {
        FrameSender old = out.remove(channel);
        if (old != null) {
            units.put(channel, old.nextUnit());
        }
    }

    /** Returns the sending of a pipe that is open. */
    public Optional<FrameSender> out(int channel) {
        return Optional.ofNullable(out.get(channel));
    }

    /** Begins to receive a pipe. */
    public FrameReceiver openIn(int channel, InSettings how, FrameTaker taker) {
        FrameReceiver receiving = new FrameReceiver(channel, how, rtt, counts, taker);
        in.put(channel, receiving);
        return receiving;
    }

    /** Ends the receiving of a pipe. */
    public void closeIn(int channel) {
        in.remove(channel);
    }

    // What the node does.

    int peerEpoch() {
        return peerEpoch;
    }

    long heardAt() {
        return heardAt;
    }

    long spokeAt() {
        return spokeAt;
    }

    long downAt() {
        return downAt;
    }

    void heard(long now) {
        heardAt = now;
    }

    void phase(Phase next, long now) {
        phase = next;
        if (next == Phase.DOWN) {
            downAt = now;
            out.values().forEach(FrameSender::clear);
        }
    }

    void opened(int newPeerEpoch, int peerWindow, int peerPacketLength, boolean peerCounts, long now) {
        peerEpoch = newPeerEpoch;
        counted = peerCounts;
        if (peerPacketLength >= 256 && peerPacketLength < settings.packetLength()) {
            settings = settings.withPacketLength(peerPacketLength);
            Deque<Message> waiting = sender.takeQueued();
            sender = newSender();
            waiting.forEach(sender::offer);
        }
        sender.limitWindow(peerWindow);
        phase = Phase.OPEN;
        heardAt = now;
    }

    /** Goes on after a silence: what is under way is sent again when its time-out comes, counted from now. */
    void resumed(long now) {
        sender.resumed(now);
        node.wake();
    }

    long timeoutNanos() {
        return rtt.timeout();
    }

    void roundTrip(long nanos, long now) {
        rtt.sample(Math.max(0, nanos), now);
    }

    /** Begins anew under another incarnation: what was under way has failed, what waits goes on waiting. */
    void renew(int newEpoch, long now) {
        sender.failOpen();
        Deque<Message> waiting = sender.takeQueued();
        epoch = newEpoch;
        peerEpoch = 0;
        rtt = new Rtt();
        model = new RateModel(rtt, settings.rate(), settings.maxRate());
        pacer = new Pacer(settings.packetLength(), now);
        controls = new Pacer(settings.packetLength(), now);
        paying = pacer;
        sender = newSender();
        waiting.forEach(sender::offer);
        receiver = newReceiver();
        arrivals = new Arrivals();
        arrivedBytes = 0;
        arrivedPackets = 0;
        out.clear();
        in.clear();
        units.clear();
        phase = Phase.OPENING;
    }

    /** Fails everything that has not arrived. */
    void abandon(String reason) {
        phase = Phase.CLOSED;
        sender.failOpen();
        sender.takeQueued().forEach(message -> fail(message, reason));
        out.clear();
        in.clear();
    }

    private void fail(Message message, String reason) {
        counts.add(Count.FAILED);
        node.listener().failed(this, message.id(), reason);
    }

    /** Returns whether that number was sent and has no receipt yet. */
    boolean sentRecently(int pseq) {
        return sender.holds(pseq);
    }

    void packet(Func func, Packet packet, Ext ext, int size, long now) throws PacketException {
        heardAt = now;
        counts.add(Count.RECEIVED);
        counts.add(Count.RECEIVED_BYTES, size);
        switch (func) {
            case RCPT -> receipt(Receipt.read(packet.data()), now);
            case NAK -> nak(Nak.read(packet.data()));
            default -> {
                if (packet.header().seq() >= 0) {
                    boolean asExpected = receiver.take(func, packet.header().info(), ext, packet.data());
                    arrivals.reliable(ext.stamp(), size, asExpected, rtt, now);
                } else if (func == Func.DATA) {
                    arrivals.data(ext.stamp(), ext.pseq(), size, rtt, now);
                    data(packet, ext, now);
                } else {
                    node.listener().other(address, func, packet.data(), true);
                }
            }
        }
        if (arrivals.dueAt() <= now && phase == Phase.OPEN) {
            sendReceipt(now);
        }
    }

    private void data(Packet packet, Ext ext, long now) {
        FrameReceiver channel = in.get(packet.header().info());
        if (channel == null) {
            counts.add(Count.STALE);
        } else {
            channel.take(packet, ext, now);
        }
    }

    private void nak(Nak nak) {
        FrameSender channel = out.get(nak.channel());
        if (channel != null) {
            channel.nak(nak);
        }
    }

    private void receipt(Receipt receipt, long now) {
        if (receipt.epoch() != epoch) {
            counts.add(Count.STALE);
            return;
        }
        int elapsed = Node.stamp(now) - receipt.stamp() - receipt.delayMillis();
        long sample = Math.max(0, elapsed) * Rtt.MILLI;
        if (elapsed >= 0 && elapsed <= settings.timeout().toMillis()) {
            rtt.sample(sample, now);
        }
        if (receipt.counted()) {
            arrivedBytes += receipt.bytes() - (int) arrivedBytes;
            arrivedPackets += receipt.packets() - (int) arrivedPackets;
            model.receipt(receipt.stamp(), sample, arrivedBytes, arrivedPackets, now);
        }
        sender.receipt(receipt, now);
    }

    /** Sends what may be sent now; returns when there will be more to do. */
    long pump(long now) {
        if (phase != Phase.OPEN) {
            return Long.MAX_VALUE;
        }
        long due = Long.MAX_VALUE;
        for (FrameReceiver channel : in.values().toArray(FrameReceiver[]::new)) {
            channel.tick(now).forEach(nak -> sendUnreliable(Func.NAK, nak.data(), now));
            due = Math.min(due, channel.dueAt());
        }
        if (arrivals.dueAt() <= now) {
            sendReceipt(now);
        }
        pacer.rate(model.rate(), now);
        sender.tick(now, this::sendReliable);
        controls.rate(model.controlRate(), now);
        boolean more = true;
        while (more) {
            paying = pacer.ready(now) ? pacer : controls;
            more = paying.ready(now)
                    && (sender.sendNext(now, this::sendReliable) || (paying == pacer && sendFrame(now)));
        }
        paying = pacer;
        boolean waiting = sender.hasNext(now) || out.values().stream().anyMatch(each -> each.hasNext(now));
        model.history().limited(!waiting);
        if (waiting) {
            due = Math.min(
                    due,
                    sender.hasNext(now) ? Math.min(pacer.readyAt(now), controls.readyAt(now)) : pacer.readyAt(now));
        }
        for (FrameSender channel : out.values()) {
            due = Math.min(due, channel.dueAt());
        }
        return Math.min(Math.min(due, sender.dueAt()), arrivals.dueAt());
    }

    private boolean sendFrame(long now) {
        FrameSender[] channels = out.values().toArray(FrameSender[]::new);
        for (int i = 0; i < channels.length; i++) {
            FrameSender channel = channels[turn++ % channels.length];
            if (channel.hasNext(now)) {
                channel.sendNext(now, this::sendFragment);
                return true;
            }
        }
        return false;
    }

    private int sendReliable(Outstanding packet, long now) {
        int bits = (packet.fragments > 1 ? Ext.FRAGMENT : 0)
                | (packet.fragment == packet.fragments - 1 ? Ext.LAST : 0)
                | (packet.transmissions > 0 ? Ext.RESENT : 0)
                | (packet.message.delivery() == Delivery.IN_ORDER ? 0 : Ext.INDEPENDENT)
                | authentic();
        int stamp = Node.stamp(now);
        Ext ext = new Ext(
                packet.dead ? bits & ~Ext.INDEPENDENT : bits,
                RdpSettings.LARGEST_WINDOW,
                epoch,
                packet.pseq,
                packet.unit,
                packet.fragment,
                packet.dead ? 0 : packet.fragments,
                packet.dead ? 0 : packet.message.data().remaining(),
                packet.position,
                stamp);
        ByteBuffer data = packet.dead ? NOTHING : packet.message.data().slice(packet.position, packet.length);
        if (packet.transmissions > 0) {
            counts.add(Count.RESENT);
        }
        tracked(
                Packet.of(
                        settings.opcodes().code(packet.message.func()),
                        packet.message.info(),
                        ByteOrder.BIG_ENDIAN,
                        packet.pseq & 0x7F,
                        Math.min(255, packet.transmissions),
                        NO_OFFSET,
                        ext,
                        data),
                stamp,
                now);
        return stamp;
    }

    private void sendFragment(FrameSender channel, SentFrame frame, int fragment, int extra, long now) {
        int fragments = frame.fragments(channel.payload());
        int position = fragment * channel.payload();
        int length = Math.min(channel.payload(), frame.data.remaining() - position);
        int bits = (fragments > 1 ? Ext.FRAGMENT : 0)
                | (fragment == fragments - 1 ? Ext.LAST : 0)
                | (frame.compressed ? Ext.COMPRESSED : 0)
                | (frame.end ? Ext.END : 0)
                | Ext.REPAIRABLE
                | extra
                | authentic();
        int stamp = Node.stamp(now);
        Ext ext = new Ext(
                bits,
                RdpSettings.LARGEST_WINDOW,
                epoch,
                channel.nextCounter(),
                frame.unit,
                fragment,
                fragments,
                frame.data.remaining(),
                position,
                stamp);
        Packet packet = Packet.of(
                settings.opcodes().code(Func.DATA),
                channel.channel(),
                channel.settings().order(),
                Header.UNRELIABLE,
                (extra & Ext.RESENT) == 0 ? 0 : 1,
                frame.offset + (frame.compressed ? 0 : position),
                ext,
                frame.data.slice(position, length));
        tracked(Double.isNaN(frame.time) ? packet : packet.withTime(frame.time), stamp, now);
    }

    private void tracked(Packet packet, int stamp, long now) {
        model.history().sent(stamp, now);
        int size = transmit(packet, now);
        paying.sent(size);
    }

    private void sendReceipt(long now) {
        Receipt receipt = arrivals.take(peerEpoch, receiver, counted, now);
        ByteBuffer data = ByteBuffer.allocate(Receipt.COUNTED_BYTES);
        receipt.write(data);
        sendUnreliable(Func.RCPT, data.flip(), now);
    }

    /** Asks whether the other side lives; with room for an answer that says more. */
    void ping(long now) {
        ByteBuffer data = ByteBuffer.allocate(2 * Long.BYTES);
        data.putInt(Node.stamp(now)).putInt(node.nonce(this)).rewind();
        sendUnreliable(Func.PING, data, now);
    }

    void sendUnreliable(Func func, ByteBuffer data, long now) {
        Ext ext = new Ext(
                authentic(), RdpSettings.LARGEST_WINDOW, epoch, 0, 0, 0, 1, data.remaining(), 0, Node.stamp(now));
        transmit(
                Packet.of(
                        settings.opcodes().code(func),
                        0,
                        ByteOrder.BIG_ENDIAN,
                        Header.UNRELIABLE,
                        0,
                        NO_OFFSET,
                        ext,
                        data),
                now);
    }

    private int transmit(Packet packet, long now) {
        spokeAt = now;
        int size = node.transmit(address, packet);
        counts.add(Count.SENT);
        counts.add(Count.SENT_BYTES, size);
        return size;
    }

    private int authentic() {
        return settings.key().isPresent() ? Ext.AUTHENTIC : 0;
    }

    /** Returns the most bytes of data in one packet, beside the block and so many bytes of values. */
    private int payload(int values) {
        int mac = settings.key().map(key -> 16).orElse(0);
        return settings.packetLength() - Header.BYTES - Double.BYTES - values - Ext.BYTES - mac;
    }

    void save(DataOutputStream to) throws IOException {
        to.writeUTF(phase.name());
        to.writeInt(epoch);
        to.writeInt(peerEpoch);
        to.writeBoolean(counted);
        to.writeLong(nextId);
        to.writeInt(settings.packetLength());
        to.writeLong(arrivedBytes);
        to.writeLong(arrivedPackets);
        to.writeDouble(model.bandwidth());
        rtt.save(to);
        sender.save(to);
        receiver.save(to);
        arrivals.save(to);
        to.writeInt(units.size());
        for (Map.Entry<Integer, Integer> each : units.entrySet()) {
            to.writeInt(each.getKey());
            to.writeInt(each.getValue());
        }
        to.writeInt(out.size());
        for (FrameSender channel : out.values()) {
            to.writeInt(channel.channel());
            channel.save(to);
        }
    }

    /** Goes on where a session of another node left off; what is received as a pipe has to be asked for again. */
    void restore(DataInputStream from, long now) throws IOException {
        phase = Phase.valueOf(from.readUTF());
        epoch = from.readInt();
        peerEpoch = from.readInt();
        counted = from.readBoolean();
        nextId = from.readLong();
        int packetLength = from.readInt();
        if (packetLength < settings.packetLength()) {
            settings = settings.withPacketLength(packetLength);
            sender = newSender();
        }
        arrivedBytes = from.readLong();
        arrivedPackets = from.readLong();
        model = new RateModel(rtt, Math.max(settings.rate(), from.readDouble()), settings.maxRate());
        model.resume(arrivedBytes, arrivedPackets, now);
        rtt.restore(from, now);
        sender.restore(from, now);
        receiver.restore(from);
        arrivals.restore(from, now);
        for (int i = from.readInt(); i > 0; i--) {
            units.put(from.readInt(), from.readInt());
        }
        for (int i = from.readInt(); i > 0; i--) {
            int channel = from.readInt();
            int unit = from.readInt();
            int counter = from.readInt();
            double position = from.readDouble();
            long dropped = from.readLong();
            openOut(channel, FrameSender.settings(from.readInt(), from)).resume(unit, counter, position, dropped);
        }
        heardAt = now;
        spokeAt = now;
        downAt = now;
    }
}
