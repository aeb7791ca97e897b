package io.fairlead.rdp;

import org.jspecify.annotations.Nullable;

/** What had been sent and had arrived when a packet of a certain stamp was sent; one entry for a millisecond. */
final class SendHistory {
    private static final int SIZE = 8192;

    /** The state at the first sending of a millisecond. */
    static final class Entry {
        private int stamp;

        /** Whether there was nothing more to send. */
        boolean limited;

        /** The packets sent before. */
        long sentPackets;

        /** What had arrived, by the newest receipt. */
        long arrivedBytes;

        /** When that receipt came. */
        long arrivedAt;

        /** The stamp that it echoed. */
        int arrivedStamp;
    }

    private final @Nullable Entry[] ring = new Entry[SIZE];
    private long sentPackets;
    private long arrivedBytes;
    private long arrivedAt;
    private int arrivedStamp;
    private int latestStamp;
    private boolean limited = true;
    private boolean begun;

    void sent(int stamp, long now) {
        if (!begun) {
            begun = true;
            arrivedAt = now;
            arrivedStamp = stamp;
        }
        Entry entry = ring[stamp & (SIZE - 1)];
        if (entry == null) {
            entry = new Entry();
            entry.stamp = stamp + 1;
            ring[stamp & (SIZE - 1)] = entry;
        }
        if (entry.stamp != stamp) {
            entry.stamp = stamp;
            entry.limited = limited;
            entry.sentPackets = sentPackets;
            entry.arrivedBytes = arrivedBytes;
            entry.arrivedAt = arrivedAt;
            entry.arrivedStamp = arrivedStamp;
        }
        latestStamp = stamp;
        sentPackets++;
    }

    void arrived(int stamp, long bytes, long now) {
        if (bytes > arrivedBytes) {
            arrivedBytes = bytes;
            arrivedAt = now;
            arrivedStamp = stamp;
        }
    }

    /** Says whether there is more to send than may be sent now. */
    void limited(boolean now) {
        limited = now;
    }

    int latestStamp() {
        return latestStamp;
    }

    @Nullable
    Entry at(int stamp) {
        Entry entry = ring[stamp & (SIZE - 1)];
        return entry != null && entry.stamp == stamp ? entry : null;
    }

    /** Goes on from what had arrived in an earlier life. */
    void resume(long bytes, long packets, long now) {
        arrivedBytes = bytes;
        arrivedAt = now;
        sentPackets = packets;
    }
}
