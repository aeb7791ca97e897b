package io.fairlead.rdp;

import io.fairlead.rdp.wire.Ext;
import io.fairlead.rdp.wire.Nak;
import io.fairlead.rdp.wire.Packet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Receives a pipe's frames on one channel. Only whole frames reach the reader, in order, each at the place in the pipe
 * that its offset says; what is missing is asked for again until the frame's deadline. For the node's thread.
 */
public final class FrameReceiver {
    private static final long LEAST_PATIENCE = 10 * Rtt.MILLI;
    private static final long RELY_SLACK = 250 * Rtt.MILLI;
    private static final int MOST_UNITS = 4096;
    private static final int MOST_FILLERS = 4096;
    private static final int MOST_NAKS = 4;

    private final int channel;
    private final InSettings settings;
    private final Rtt rtt;
    private final Counts counts;
    private final FrameTaker taker;
    private final Map<Long, FrameSlot> slots = new TreeMap<>();
    private long next;
    private long highest;
    private int heldBytes;
    private double position = Double.NaN;
    private ByteBuffer last = ByteBuffer.allocate(0);
    private long lost;

    FrameReceiver(int channel, InSettings settings, Rtt rtt, Counts counts, FrameTaker taker) {
        this.channel = channel;
        this.settings = settings;
        this.rtt = rtt;
        this.counts = counts;
        this.taker = taker;
        this.next = settings.firstUnit() & 0xFFFFFFFFL;
        this.highest = next - 1;
    }

    /** Returns the channel's number. */
    public int channel() {
        return channel;
    }

    /** Returns how many frames were lost on the way. */
    public long lost() {
        return lost;
    }

    void take(Packet packet, Ext ext, long now) {
        long unit = next + (ext.unit() - (int) next);
        int size = packet.data().remaining();
        double offset = packet.offset() - (ext.has(Ext.COMPRESSED) ? 0 : ext.position());
        if (unit < next) {
            counts.add(Count.STALE);
            return;
        }
        if (!plausible(ext, offset)) {
            counts.add(Count.MISALIGNED);
            return;
        }
        if (unit - next >= MOST_UNITS) {
            giveUpBefore(unit);
        }
        notice(unit, now);
        FrameSlot slot = slots.get(unit);
        if (slot == null) {
            return;
        }
        if (!slot.begun()) {
            if (!makeRoom(ext.length(), unit)) {
                return;
            }
            slot.begin(ext, offset, packet.header().order());
            heldBytes += ext.length();
        }
        if (!slot.fits(ext, offset, size)) {
            counts.add(Count.MISALIGNED);
            return;
        }
        if (!slot.put(ext, packet.time(), packet.data(), settings.gap() == GapPolicy.PART)) {
            return;
        }
        if (slot.endSeen() || unit < highest) {
            ended(slot, now);
        } else if (slot.hasHole(false)) {
            slot.checkAt = Math.min(slot.checkAt, now + patience());
        }
        deliver(now);
    }

    private boolean plausible(Ext ext, double offset) {
        boolean sane = ext.fragments() >= 1
                && ext.fragment() < ext.fragments()
                && ext.length() >= 0
                && ext.length() <= settings.maxBytes()
                && offset >= 0
                && offset == Math.rint(offset);
        return sane && (settings.frameBytes() <= 0 || offset % settings.frameBytes() == 0);
    }

    /** Makes places for a unit and for those before it that have not been heard of. */
    private void notice(long unit, long now) {
        while (highest < unit) {
            FrameSlot before = slots.get(highest);
            if (before != null) {
                ended(before, now);
            }
            FrameSlot slot = new FrameSlot(++highest);
            slots.put(highest, slot);
            if (highest < unit) {
                ended(slot, now);
            }
        }
    }

    /** A later unit, or the last fragment, has been seen: from here on time runs. */
    private void ended(FrameSlot slot, long now) {
        if (!slot.complete()) {
            if (slot.deadline == Long.MAX_VALUE) {
                slot.deadline = now + rely();
            }
            slot.checkAt = Math.min(slot.checkAt, now + patience());
        }
    }

    private boolean makeRoom(int more, long unit) {
        while (heldBytes + more > settings.maxBytes() && next < unit) {
            giveUp();
        }
        return heldBytes + more <= settings.maxBytes() && slots.containsKey(unit);
    }

    private void deliver(long now) {
        FrameSlot first = slots.get(next);
        while (first != null && (first.complete() || first.deadline <= now)) {
            if (first.complete()) {
                remove(first);
                hand(first);
            } else {
                giveUp();
            }
            first = slots.get(next);
        }
    }

    private void remove(FrameSlot slot) {
        slots.remove(slot.unit);
        heldBytes -= slot.begun() ? slot.length() : 0;
        next = slot.unit + 1;
        highest = Math.max(highest, slot.unit);
    }

    private void giveUp() {
        FrameSlot slot = slots.get(next);
        if (slot == null) {
            next++;
            return;
        }
        remove(slot);
        lost++;
        counts.add(Count.FRAMES_LOST);
        if (slot.begun() && settings.gap() == GapPolicy.PART) {
            hand(slot);
        }
    }

    private void giveUpBefore(long unit) {
        while (next < unit && !slots.isEmpty()) {
            giveUp();
        }
        lost += unit - next;
        counts.add(Count.FRAMES_LOST, unit - next);
        next = unit;
        highest = unit - 1;
    }

    private void hand(FrameSlot slot) {
        long gap = Double.isNaN(position) ? 0 : (long) Math.max(0, slot.offset() - position);
        Frame whole = slot.frame(fill(gap));
        if (slot.complete()) {
            counts.add(Count.FRAMES_RECEIVED);
        }
        int size = settings.frameBytes() > 0 && whole.compressed()
                ? settings.frameBytes()
                : whole.data().remaining();
        position = slot.offset() + size;
        if (settings.gap() == GapPolicy.HOLD) {
            last = whole.data();
        }
        taker.frame(whole);
    }

    /** Fills a gap as the policy says; returns how many bytes are left out. */
    private long fill(long gap) {
        int size = settings.frameBytes();
        boolean fills = settings.gap() == GapPolicy.ZERO || settings.gap() == GapPolicy.HOLD;
        if (gap == 0 || !fills || size <= 0 || gap / size > MOST_FILLERS) {
            return gap;
        }
        ByteBuffer filler = settings.gap() == GapPolicy.HOLD && last.remaining() == size
                ? last
                : ByteBuffer.allocate(size).order(last.order());
        double at = position;
        for (long i = gap / size; i > 0; i--) {
            taker.frame(new Frame(
                    at,
                    Double.NaN,
                    false,
                    true,
                    false,
                    0,
                    java.util.Optional.empty(),
                    filler.duplicate().order(filler.order())));
            at += size;
        }
        return 0;
    }

    /** Gives up what is too late, and returns what is to be asked for. */
    List<Nak> tick(long now) {
        deliver(now);
        List<Nak.Gap> gaps = new ArrayList<>();
        if (!repairs()) {
            return List.of();
        }
        for (FrameSlot slot : slots.values()) {
            if (slot.checkAt <= now) {
                check(slot, gaps, now);
            }
            if (gaps.size() >= Nak.MOST * MOST_NAKS) {
                break;
            }
        }
        List<Nak> naks = new ArrayList<>();
        for (int i = 0; i < gaps.size(); i += Nak.MOST) {
            naks.add(new Nak(channel, gaps.subList(i, Math.min(gaps.size(), i + Nak.MOST))));
        }
        return naks;
    }

    private void check(FrameSlot slot, List<Nak.Gap> gaps, long now) {
        if (slot.complete()) {
            slot.checkAt = Long.MAX_VALUE;
            return;
        }
        long again = rtt.smoothed() + rtt.smoothed() / 4 + LEAST_PATIENCE;
        slot.checkAt = now + patience();
        if (!slot.begun()) {
            if (slot.mayAskWhole(now, again)) {
                slot.asked(0, now);
                gaps.add(new Nak.Gap((int) slot.unit, 0, Nak.WHOLE));
            }
            return;
        }
        boolean ended = slot.deadline != Long.MAX_VALUE;
        int end = ended ? slot.fragments() : slot.highest();
        int first = slot.nextMissing(0, end, now, again);
        while (first < end && gaps.size() < Nak.MOST * MOST_NAKS) {
            int behind = first;
            while (behind < end && slot.missing(behind) && slot.nextMissing(behind, end, now, again) == behind) {
                slot.asked(behind++, now);
            }
            gaps.add(new Nak.Gap((int) slot.unit, first, behind - first));
            first = slot.nextMissing(behind, end, now, again);
        }
        if (!ended && !slot.hasHole(false)) {
            slot.checkAt = Long.MAX_VALUE;
        }
    }

    long dueAt() {
        FrameSlot first = slots.get(next);
        long due = first == null ? Long.MAX_VALUE : first.deadline;
        if (repairs()) {
            for (FrameSlot slot : slots.values()) {
                due = slot.complete() ? due : Math.min(due, slot.checkAt);
            }
        }
        return due;
    }

    private boolean repairs() {
        return settings.rely().isEmpty() || !settings.rely().get().isZero();
    }

    private long patience() {
        return Math.max(LEAST_PATIENCE, rtt.smoothed() / 4);
    }

    private long rely() {
        return Math.max(
                LEAST_PATIENCE, settings.rely().map(each -> each.toNanos()).orElse(2 * rtt.smoothed() + RELY_SLACK));
    }
}
