package io.fairlead.rdp;

import io.fairlead.rdp.wire.Func;
import io.fairlead.rdp.wire.Receipt;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a session's reliable messages. A packet counts as lost when one that was sent later, by more than
 * the path is seen to reorder, has arrived (RFC 8985); so all gaps are repaired at once. When nothing arrives, one
 * packet asks after two round trips, and everything is sent again after the time-out. Times are nanoseconds.
 */
final class ReliableSender {
    /** Sends a packet and tells what it stamped. */
    @FunctionalInterface
    interface Transmission {
        int send(Outstanding packet, long now);
    }

    /** Hears what becomes of messages. */
    interface Fate {
        void arrived(Message message);

        void failed(Message message);
    }

    private static final long COPY_SPACING = 2 * Rtt.MILLI;
    private static final long LEAST_REORDERING = Rtt.MILLI;
    private static final int MOST_BACKOFF = 3;
    private static final int MOST_PROBES = 2;

    private final int payload;
    private final int maxQueued;
    private final int retry;
    private final Rtt rtt;
    private final Fate fate;
    private final Deque<Message> queue = new ArrayDeque<>();
    private final Deque<Outstanding> packets = new ArrayDeque<>();
    private final Set<Message> open = new LinkedHashSet<>();
    private int window;
    private int peerWindow = RdpSettings.LARGEST_WINDOW;
    private int next;
    private int unit;
    private int sentOfFirst;
    private int queued;
    private long order;
    private long newestArrivedOrder;
    private long newestArrivedSentAt;
    private long reordering = LEAST_REORDERING;
    private long progressAt;
    private int backoff;
    private int probes;
    private long probedAt;

    /**
     * @param payload the most bytes of a message in one packet
     * @param settings the window, the resends, the most bytes that may wait
     * @param rtt the path's round trip
     * @param fate hears what becomes of messages
     */
    ReliableSender(int payload, RdpSettings settings, Rtt rtt, Fate fate) {
        this.payload = payload;
        this.window = settings.window();
        this.maxQueued = settings.maxQueued();
        this.retry = settings.retry();
        this.rtt = rtt;
        this.fate = fate;
    }

    /** Takes the other side's window, from what it said at the opening. */
    void limitWindow(int packetsAtMost) {
        window = Math.max(1, Math.min(window, packetsAtMost));
    }

    int payload() {
        return payload;
    }

    /** Queues a message; false where as much waits as may. */
    boolean offer(Message message) {
        if (queued > 0 && queued + message.data().remaining() > maxQueued) {
            return false;
        }
        queue.add(message);
        queued += message.data().remaining();
        return true;
    }

    boolean idle() {
        return queue.isEmpty() && packets.isEmpty();
    }

    /** Returns the bytes that wait for their first sending. */
    int queued() {
        return queued;
    }

    /** Returns whether there is a packet that could be sent now. */
    boolean hasNext(long now) {
        return next(now) != null || mayBegin();
    }

    /**
     * Sends one packet: what is lost first, then copies, then new ones.
     *
     * @return whether there was one
     */
    boolean sendNext(long now, Transmission transmission) {
        Outstanding packet = next(now);
        if (packet == null) {
            if (!mayBegin()) {
                return false;
            }
            if (packets.isEmpty()) {
                progressAt = now;
                backoff = 0;
                probes = 0;
            }
            packet = begin();
            packets.add(packet);
            packet.firstSentAt = now;
        } else if (packet.lost) {
            packet.lost = false;
            packet.resends++;
            packet.resentAt = now;
            // Everything behind it waits for this one; losing it again would cost another round trip.
            packet.copies = 1;
        } else {
            packet.copies--;
        }
        packet.countedAt = now;
        transmit(packet, now, transmission);
        return true;
    }

    private void transmit(Outstanding packet, long now, Transmission transmission) {
        packet.sentAt = now;
        packet.copyAt = now + COPY_SPACING;
        packet.stamp = transmission.send(packet, now);
        packet.transmissions++;
        packet.order = ++order;
    }

    private @Nullable Outstanding next(long now) {
        Outstanding copy = null;
        for (Outstanding packet : packets) {
            if (packet.lost) {
                return packet;
            }
            if (copy == null && packet.copies > 0 && !packet.arrived && packet.copyAt <= now) {
                copy = packet;
            }
        }
        return copy;
    }

    private boolean mayBegin() {
        if (queue.isEmpty()) {
            return false;
        }
        int limit = Math.min(window, Math.max(1, peerWindow));
        return packets.isEmpty() || next - packets.getFirst().pseq < limit;
    }

    private Outstanding begin() {
        Message message = queue.getFirst();
        int total = message.data().remaining();
        int fragments = Math.max(1, (total + payload - 1) / payload);
        int length = Math.min(payload, total - sentOfFirst);
        Outstanding packet =
                new Outstanding(message, next++, unit, sentOfFirst / payload, fragments, sentOfFirst, length);
        open.add(message);
        sentOfFirst += length;
        queued -= length;
        if (sentOfFirst >= total) {
            queue.removeFirst();
            sentOfFirst = 0;
            unit++;
        }
        return packet;
    }

    /** Takes a receipt; what it says of numbers that were never sent is ignored. */
    void receipt(Receipt receipt, long now) {
        if (packets.isEmpty()) {
            return;
        }
        int first = packets.getFirst().pseq;
        if (receipt.next() - first < 0 || receipt.next() - next > 0) {
            return;
        }
        peerWindow = receipt.window();
        Set<Message> touched = new HashSet<>();
        long sentAt = newestArrivedSentAt;
        long newest = newestArrivedOrder;
        for (Outstanding packet : packets) {
            if (!packet.arrived && has(receipt, packet.pseq)) {
                packet.arrived = true;
                packet.lost = false;
                touched.add(packet.message);
                learnReordering(packet, now);
                if (packet.transmissions == 1 || packet.stamp == receipt.stamp()) {
                    if (packet.order > newest) {
                        newest = packet.order;
                        sentAt = packet.sentAt;
                    }
                }
            }
        }
        newestArrivedOrder = newest;
        newestArrivedSentAt = sentAt;
        if (!touched.isEmpty()) {
            progressAt = now;
            backoff = 0;
            probes = 0;
        }
        while (!packets.isEmpty() && packets.getFirst().arrived) {
            packets.removeFirst();
        }
        touched.forEach(this::settle);
        findLost(now);
    }

    private static boolean has(Receipt receipt, int pseq) {
        int ahead = pseq - receipt.next();
        return ahead < 0 || (ahead >= 1 && ahead <= Long.SIZE && ((receipt.bitmap() >>> (ahead - 1)) & 1) != 0);
    }

    private void learnReordering(Outstanding packet, long now) {
        boolean first =
                packet.transmissions == 1 || (packet.resends > 0 && now - packet.resentAt < rtt.least() - Rtt.MILLI);
        long late = newestArrivedOrder == 0 ? 0 : newestArrivedSentAt - packet.firstSentAt;
        if (first && packet.message.delivery() != Delivery.REDUNDANT && late > reordering && rtt.known()) {
            reordering = Math.min(late + late / 4, Math.max(LEAST_REORDERING, rtt.smoothed()));
        } else {
            reordering = Math.max(LEAST_REORDERING, reordering - reordering / 512);
        }
    }

    private void settle(Message message) {
        boolean whole = (queue.isEmpty() || queue.getFirst() != message)
                && packets.stream().noneMatch(each -> each.message == message && !each.arrived);
        if (whole && open.remove(message)) {
            fate.arrived(message);
        }
    }

    private void findLost(long now) {
        Set<Message> spent = new LinkedHashSet<>();
        for (Outstanding packet : packets) {
            if (overtaken(packet)
                    && (packet.sentAt + reordering < newestArrivedSentAt || now >= overtakenUntil(packet))) {
                lose(packet, spent);
            }
        }
        spent.forEach(this::fail);
    }

    private boolean overtaken(Outstanding packet) {
        return packet.inFlight() && packet.order < newestArrivedOrder;
    }

    private long overtakenUntil(Outstanding packet) {
        return packet.sentAt + Math.max(rtt.latest(), rtt.smoothed()) + reordering;
    }

    private void lose(Outstanding packet, Set<Message> spent) {
        packet.lost = true;
        packet.copies = 0;
        if (retry >= 0 && packet.resends >= retry && !packet.dead) {
            spent.add(packet.message);
        }
    }

    private void fail(Message message) {
        if (!open.remove(message)) {
            return;
        }
        for (Outstanding packet : packets) {
            packet.dead |= packet.message == message;
        }
        if (!queue.isEmpty() && queue.getFirst() == message) {
            queued -= message.data().remaining() - sentOfFirst;
            queue.removeFirst();
            sentOfFirst = 0;
            unit++;
        }
        fate.failed(message);
    }

    /** Does what is due by time alone. */
    void tick(long now, Transmission transmission) {
        Outstanding oldest = oldestInFlight();
        if (oldest == null) {
            return;
        }
        if (now >= timeoutAt()) {
            backoff = Math.min(MOST_BACKOFF, backoff + 1);
            progressAt = now;
            probes = MOST_PROBES;
            Set<Message> spent = new LinkedHashSet<>();
            packets.stream()
                    .filter(each -> each.inFlight() && now - each.countedAt >= rtt.timeout() / 2)
                    .forEach(each -> lose(each, spent));
            spent.forEach(this::fail);
            return;
        }
        findLost(now);
        if (probes < MOST_PROBES && now >= probeAt() && oldest.inFlight()) {
            probes++;
            probedAt = now;
            transmit(oldest, now, transmission);
        }
    }

    /** Returns when {@link #tick} or {@link #sendNext} has something to do by time alone. */
    long dueAt() {
        long due = Long.MAX_VALUE;
        for (Outstanding packet : packets) {
            if (packet.copies > 0 && !packet.arrived) {
                due = Math.min(due, packet.copyAt);
            }
            if (overtaken(packet)) {
                due = Math.min(due, overtakenUntil(packet));
            }
        }
        if (oldestInFlight() != null) {
            due = Math.min(due, timeoutAt());
            if (probes < MOST_PROBES) {
                due = Math.min(due, probeAt());
            }
        }
        return due;
    }

    private long timeoutAt() {
        return progressAt + (rtt.timeout() << backoff);
    }

    private long probeAt() {
        Outstanding newest = packets.getLast();
        long since = Math.max(progressAt, newest.sentAt);
        return rtt.known() ? (probes == 0 ? since : Math.max(since, probedAt)) + rtt.probeTimeout() : Long.MAX_VALUE;
    }

    private @Nullable Outstanding oldestInFlight() {
        for (Outstanding packet : packets) {
            if (packet.inFlight()) {
                return packet;
            }
        }
        return null;
    }

    /** Goes on after a silence. */
    void resumed(long now) {
        progressAt = now;
        backoff = 0;
        probes = 0;
    }

    /** Returns whether that number was sent and has no receipt yet. */
    boolean holds(int pseq) {
        return packets.stream().anyMatch(packet -> packet.pseq == pseq);
    }

    /** Fails all messages of which something was sent; the rest stays queued. */
    void failOpen() {
        Set<Message> all = new LinkedHashSet<>(open);
        all.forEach(this::fail);
        packets.clear();
    }

    /** Takes away and returns what was never sent. */
    Deque<Message> takeQueued() {
        Deque<Message> rest = new ArrayDeque<>(queue);
        queue.clear();
        queued = 0;
        return rest;
    }

    void save(DataOutputStream out) throws IOException {
        Set<Message> messages = new LinkedHashSet<>(open);
        packets.forEach(packet -> messages.add(packet.message));
        messages.addAll(queue);
        List<Message> all = new ArrayList<>(messages);
        out.writeInt(window);
        out.writeInt(next);
        out.writeInt(unit);
        out.writeInt(sentOfFirst);
        out.writeInt(all.size());
        for (Message message : all) {
            out.writeLong(message.id());
            out.writeUTF(message.func().name());
            out.writeByte(message.info());
            out.writeUTF(message.delivery().name());
            Wire.bytes(out, message.data());
            out.writeBoolean(open.contains(message));
            out.writeBoolean(queue.contains(message));
        }
        out.writeInt(packets.size());
        for (Outstanding packet : packets) {
            out.writeInt(all.indexOf(packet.message));
            packet.save(out);
        }
    }

    /** Goes on from there: what was under way counts as sent now. */
    void restore(DataInputStream in, long now) throws IOException {
        window = in.readInt();
        next = in.readInt();
        unit = in.readInt();
        sentOfFirst = in.readInt();
        List<Message> all = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            Message message = new Message(
                    in.readLong(),
                    Func.valueOf(in.readUTF()),
                    in.readUnsignedByte(),
                    Delivery.valueOf(in.readUTF()),
                    Wire.bytes(in));
            all.add(message);
            if (in.readBoolean()) {
                open.add(message);
            }
            if (in.readBoolean()) {
                queue.add(message);
                queued += message.data().remaining();
            }
        }
        queued -= sentOfFirst;
        for (int i = in.readInt(); i > 0; i--) {
            Outstanding packet = Outstanding.restored(all.get(in.readInt()), in, now);
            packet.order = ++order;
            packets.add(packet);
        }
        progressAt = now;
    }
}
