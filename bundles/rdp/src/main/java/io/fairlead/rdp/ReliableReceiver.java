package io.fairlead.rdp;

import io.fairlead.rdp.wire.Ext;
import io.fairlead.rdp.wire.Func;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a session's reliable messages: each number once, messages in order, independent ones at once.
 * Holds at most a window of packets and one message in the making.
 */
final class ReliableReceiver {
    /** Takes whole messages. */
    @FunctionalInterface
    interface Taker {
        void message(Func func, int info, ByteBuffer data);
    }

    /** A packet that waits for those before it. */
    private record Waiting(Func func, int info, Ext ext, ByteBuffer data) {}

    private static final int SLOTS = 64;

    private final @Nullable Waiting[] slots = new Waiting[SLOTS];
    private final Assembly assembly;
    private final Counts counts;
    private final Taker taker;
    private int next;

    /**
     * @param maxMessage the longest message that is taken, in bytes
     * @param counts counts what is refused
     * @param taker takes messages
     */
    ReliableReceiver(int maxMessage, Counts counts, Taker taker) {
        this.assembly = new Assembly(maxMessage, counts);
        this.counts = counts;
        this.taker = taker;
    }

    /** Returns the lowest number that has not arrived. */
    int next() {
        return next;
    }

    /** Returns which of the numbers behind {@link #next} have arrived. */
    long bitmap() {
        long bitmap = 0;
        for (int i = 1; i < SLOTS; i++) {
            if (slots[(next + i) & (SLOTS - 1)] != null) {
                bitmap |= 1L << (i - 1);
            }
        }
        return bitmap;
    }

    /**
     * Takes a packet.
     *
     * @return true where it is the expected one and nothing is missing before what has arrived
     */
    boolean take(Func func, int info, Ext ext, ByteBuffer data) {
        int ahead = ext.pseq() - next;
        if (ahead < 0) {
            counts.add(Count.DUPLICATES);
            return false;
        }
        if (ahead >= SLOTS) {
            counts.add(Count.STALE);
            return false;
        }
        int slot = ext.pseq() & (SLOTS - 1);
        if (slots[slot] != null) {
            counts.add(Count.DUPLICATES);
            return false;
        }
        if (ext.has(Ext.INDEPENDENT) && ext.fragments() == 1) {
            slots[slot] = new Waiting(func, info, ext, ByteBuffer.allocate(0));
            deliver(func, info, data);
        } else if (ahead > 0) {
            slots[slot] = new Waiting(func, info, ext, copy(data));
        } else {
            slots[slot] = new Waiting(func, info, ext, data);
        }
        drain();
        return ahead == 0 && bitmap() == 0;
    }

    private void drain() {
        while (true) {
            int slot = next & (SLOTS - 1);
            Waiting first = slots[slot];
            if (first == null) {
                return;
            }
            slots[slot] = null;
            next++;
            if (!first.ext().has(Ext.INDEPENDENT)) {
                ByteBuffer whole = assembly.add(first.ext(), first.data());
                if (whole != null) {
                    deliver(first.func(), first.info(), whole);
                }
            }
        }
    }

    private void deliver(Func func, int info, ByteBuffer data) {
        counts.add(Count.MESSAGES);
        taker.message(func, info, data);
    }

    private static ByteBuffer copy(ByteBuffer data) {
        return ByteBuffer.allocate(data.remaining())
                .put(data.duplicate())
                .flip()
                .order(data.order());
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(next);
        assembly.save(out);
        for (Waiting waiting : slots) {
            out.writeBoolean(waiting != null);
            if (waiting != null) {
                out.writeUTF(waiting.func.name());
                out.writeByte(waiting.info);
                waiting.ext.save(out);
                Wire.order(out, waiting.data.order());
                Wire.bytes(out, waiting.data);
            }
        }
    }

    void restore(DataInputStream in) throws IOException {
        next = in.readInt();
        assembly.restore(in);
        for (int i = 0; i < SLOTS; i++) {
            if (in.readBoolean()) {
                Func func = Func.valueOf(in.readUTF());
                int info = in.readUnsignedByte();
                Ext ext = Ext.restored(in);
                java.nio.ByteOrder order = Wire.order(in);
                slots[i] = new Waiting(func, info, ext, Wire.bytes(in).order(order));
            }
        }
    }
}
