package io.fairlead.rdp;

import io.fairlead.rdp.wire.Receipt;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What has arrived on a session and is still to be acknowledged. Times are nanoseconds. */
final class Arrivals {
    private static final int RELIABLE_TOGETHER = 2;
    private static final int DATA_TOGETHER = 32;
    private static final long RELIABLE_DELAY = 20 * Rtt.MILLI;
    private static final long DATA_DELAY = 5 * Rtt.MILLI;
    private static final long IDLE = 100 * Rtt.MILLI;

    private long dueAt = Long.MAX_VALUE;
    private int reliable;
    private int data;
    private int stamp;
    private long stampedAt;
    private long reliableAt = Long.MIN_VALUE / 2;
    private int highest;
    private int packets;
    private int bytes;

    void reliable(int newStamp, int size, boolean asExpected, Rtt rtt, long now) {
        count(newStamp, size, now);
        boolean first = now - reliableAt > IDLE;
        reliableAt = now;
        if (!asExpected || first || ++reliable >= RELIABLE_TOGETHER) {
            dueAt = now;
        } else {
            dueAt = Math.min(dueAt, now + soon(rtt, RELIABLE_DELAY));
        }
    }

    void data(int newStamp, int counter, int size, Rtt rtt, long now) {
        count(newStamp, size, now);
        if (highest == 0 || counter - highest > 0) {
            highest = counter;
        }
        dueAt = ++data >= DATA_TOGETHER ? now : Math.min(dueAt, now + soon(rtt, DATA_DELAY));
    }

    private void count(int newStamp, int size, long now) {
        packets++;
        bytes += size;
        stamp = newStamp;
        stampedAt = now;
    }

    private static long soon(Rtt rtt, long most) {
        return Math.min(most, rtt.known() ? Math.max(Rtt.MILLI, rtt.smoothed() / 4) : DATA_DELAY);
    }

    long dueAt() {
        return dueAt;
    }

    /** Returns the receipt that says all of it. */
    Receipt take(int epoch, ReliableReceiver receiver, boolean counted, long now) {
        dueAt = Long.MAX_VALUE;
        reliable = 0;
        data = 0;
        int delay = (int) Math.min(0xFFFF, (now - stampedAt) / Rtt.MILLI);
        return new Receipt(
                epoch,
                receiver.next(),
                receiver.bitmap(),
                stamp,
                delay,
                RdpSettings.LARGEST_WINDOW,
                highest,
                packets,
                bytes,
                counted);
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(stamp);
        out.writeInt(highest);
        out.writeInt(packets);
        out.writeInt(bytes);
    }

    /** Goes on from there; the first receipt is due at once. */
    void restore(DataInputStream in, long now) throws IOException {
        stamp = in.readInt();
        stampedAt = now;
        highest = in.readInt();
        packets = in.readInt();
        bytes = in.readInt();
        dueAt = packets == 0 ? Long.MAX_VALUE : now;
    }
}
