package io.fairlead.rdp;

import io.fairlead.rdp.wire.Ext;
import io.fairlead.rdp.wire.Nak;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends a pipe's frames on one channel. What waits is bounded: a slow path loses the oldest whole frame that was not
 * begun, never a part of one. Sent frames are kept for repair. For the node's thread.
 */
public final class FrameSender {
    /** Sends a fragment. */
    @FunctionalInterface
    interface Transmission {
        void send(FrameSender channel, SentFrame frame, int fragment, int bits, long now);
    }

    /** A fragment that was asked for again. */
    private record Repair(int unit, int fragment) {}

    private static final int MOST_FRAGMENTS = 0xFFFF;
    private static final int MOST_REPAIRS = 1 << 16;
    private static final int TAIL_PROBES = 2;
    private static final long LEAST_TAIL = 20 * Rtt.MILLI;

    private final int channel;
    private final int payload;
    private final OutSettings settings;
    private final Rtt rtt;
    private final Counts counts;
    private final Runnable wake;
    private final Deque<SentFrame> queue = new ArrayDeque<>();
    private final Map<Integer, SentFrame> kept = new LinkedHashMap<>();
    private final Set<Repair> repairs = new LinkedHashSet<>();
    private @Nullable SentFrame newest;
    private int keptBytes;
    private int nextUnit;
    private int counter;
    private double position;
    private long dropped;
    private long tailAt = Long.MAX_VALUE;
    private int tails;

    FrameSender(int channel, int firstUnit, int payload, OutSettings settings, Rtt rtt, Counts counts, Runnable wake) {
        this.channel = channel;
        this.nextUnit = firstUnit;
        this.payload = payload;
        this.settings = settings;
        this.rtt = rtt;
        this.counts = counts;
        this.wake = wake;
    }

    /** Returns the channel's number. */
    public int channel() {
        return channel;
    }

    /** Returns the number that the next frame to be begun gets. */
    public int nextUnit() {
        return nextUnit;
    }

    /** Returns how many frames were dropped because the path was too slow. */
    public long dropped() {
        return dropped;
    }

    /** Returns how many frames wait. */
    public int waiting() {
        return queue.size();
    }

    OutSettings settings() {
        return settings;
    }

    int payload() {
        return payload;
    }

    int nextCounter() {
        return ++counter;
    }

    /**
     * Queues a frame as it is.
     *
     * @param data its bytes; not changed by anyone from here on
     * @param time seconds since 1950 of its first sample; NaN where it is not known
     * @return false where an older frame was dropped for it
     * @throws IllegalArgumentException where it is longer than 65535 fragments
     */
    public boolean offer(ByteBuffer data, double time) {
        boolean kept = add(new SentFrame(position, time, false, false, data.slice()));
        position += data.remaining();
        return kept;
    }

    /**
     * Queues a frame in compressed form.
     *
     * @param data the compression header and what follows; not changed by anyone from here on
     * @param frameBytes the bytes of the frame that it stands for
     * @param time seconds since 1950 of its first sample; NaN where it is not known
     * @return false where an older frame was dropped for it
     */
    public boolean offerCompressed(ByteBuffer data, int frameBytes, double time) {
        boolean kept = add(new SentFrame(position, time, true, false, data.slice()));
        position += frameBytes;
        return kept;
    }

    /** Ends the pipe behind the frames that wait. */
    public void end() {
        add(new SentFrame(position, Double.NaN, false, true, ByteBuffer.allocate(0)));
    }

    /** Leaves out bytes that were never offered, such as frames that nobody took while the channel was down. */
    public void skip(long bytes) {
        position += bytes;
    }

    private boolean add(SentFrame frame) {
        if (frame.fragments(payload) > MOST_FRAGMENTS) {
            throw new IllegalArgumentException("a frame of " + frame.data.remaining() + " bytes; at most "
                    + (long) MOST_FRAGMENTS * payload + " fit a channel with packets of this length");
        }
        boolean room = queue.size() < settings.queueFrames();
        if (!room) {
            SentFrame begun = queue.getFirst().nextFragment > 0 ? queue.removeFirst() : null;
            if (!queue.isEmpty()) {
                queue.removeFirst();
                dropped++;
                counts.add(Count.FRAMES_DROPPED);
            }
            if (begun != null) {
                queue.addFirst(begun);
            }
        }
        queue.add(frame);
        wake.run();
        return room;
    }

    boolean hasNext(long now) {
        return !repairs.isEmpty() || !queue.isEmpty() || now >= tailAt;
    }

    long dueAt() {
        return tailAt;
    }

    /** Sends one fragment: repairs first. */
    void sendNext(long now, Transmission out) {
        if (sendRepair(now, out)) {
            return;
        }
        SentFrame frame = queue.peekFirst();
        if (frame == null) {
            if (newest != null && now >= tailAt) {
                tails++;
                tailAt = tails < TAIL_PROBES ? now + tail() : Long.MAX_VALUE;
                counts.add(Count.REPAIRS);
                out.send(this, newest, newest.fragments(payload) - 1, Ext.RESENT, now);
            }
            return;
        }
        if (frame.nextFragment == 0) {
            begin(frame);
        }
        int fragment = frame.nextFragment++;
        if (frame.nextFragment == frame.fragments(payload)) {
            queue.removeFirst();
            counts.add(Count.FRAMES_SENT);
            tails = 0;
            tailAt = queue.isEmpty() ? now + tail() : Long.MAX_VALUE;
        }
        out.send(this, frame, fragment, 0, now);
    }

    private long tail() {
        return Math.max(LEAST_TAIL, rtt.smoothed());
    }

    private boolean sendRepair(long now, Transmission out) {
        while (!repairs.isEmpty()) {
            Repair repair = repairs.iterator().next();
            repairs.remove(repair);
            SentFrame frame = kept.get(repair.unit());
            if (frame != null && repair.fragment() < frame.nextFragment) {
                counts.add(Count.REPAIRS);
                out.send(this, frame, repair.fragment(), Ext.RESENT, now);
                return true;
            }
        }
        return false;
    }

    private void begin(SentFrame frame) {
        frame.unit = nextUnit++;
        newest = frame;
        kept.put(frame.unit, frame);
        keptBytes += frame.data.remaining();
        var oldest = kept.values().iterator();
        while (keptBytes > settings.repairBytes() && kept.size() > 1) {
            keptBytes -= oldest.next().data.remaining();
            oldest.remove();
        }
    }

    void nak(Nak nak) {
        for (Nak.Gap gap : nak.gaps()) {
            SentFrame frame = kept.get(gap.unit());
            if (frame != null) {
                int end = Math.min(frame.nextFragment, gap.first() + gap.count());
                for (int fragment = gap.first(); fragment < end && repairs.size() < MOST_REPAIRS; fragment++) {
                    repairs.add(new Repair(gap.unit(), fragment));
                }
            }
        }
    }

    /** Forgets what waits to be sent and what is kept. */
    void clear() {
        queue.clear();
        repairs.clear();
        kept.clear();
        keptBytes = 0;
        tailAt = Long.MAX_VALUE;
    }

    /** Writes where the pipe is; frames that wait are left out and counted. */
    void save(DataOutputStream out) throws IOException {
        counts.add(Count.FRAMES_DROPPED, queue.size());
        out.writeInt(nextUnit);
        out.writeInt(counter);
        out.writeDouble(position);
        out.writeLong(dropped + queue.size());
        out.writeInt(settings.queueFrames());
        out.writeInt(settings.repairBytes());
        Wire.order(out, settings.order());
    }

    static OutSettings settings(int queueFrames, DataInputStream in) throws IOException {
        return new OutSettings(queueFrames, in.readInt(), Wire.order(in));
    }

    /** Goes on from there. */
    void resume(int unit, int lastCounter, double at, long droppedBefore) {
        nextUnit = unit;
        counter = lastCounter;
        position = at;
        dropped = droppedBefore;
    }
}
