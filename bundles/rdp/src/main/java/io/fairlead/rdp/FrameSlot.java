package io.fairlead.rdp;

import io.fairlead.rdp.wire.Ext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/** A frame in the making at its receiver. */
final class FrameSlot {
    private static final long NEVER = Long.MIN_VALUE;

    final long unit;
    private boolean begun;
    private int fragments;
    private int length;
    private int arrived;
    private int highest = -1;
    private long[] askedAt = new long[0];
    private BitSet have = new BitSet();
    private BitSet bytes = new BitSet();
    private ByteBuffer data = ByteBuffer.allocate(0);
    private double offset;
    private double time = Double.NaN;
    private int bits;
    private boolean exactBytes;

    /** Until when it may be repaired; the furthest time while its end is not due yet. */
    long deadline = Long.MAX_VALUE;

    /** When it is looked through for what is missing. */
    long checkAt = Long.MAX_VALUE;

    FrameSlot(long unit) {
        this.unit = unit;
    }

    void begin(Ext ext, double frameOffset, ByteOrder order) {
        begun = true;
        fragments = ext.fragments();
        length = ext.length();
        offset = frameOffset;
        bits = ext.bits();
        data = ByteBuffer.allocate(length).order(order);
    }

    boolean begun() {
        return begun;
    }

    boolean complete() {
        return begun && arrived == fragments;
    }

    int length() {
        return length;
    }

    /** Returns whether a fragment belongs to this frame and lies within it. */
    boolean fits(Ext ext, double frameOffset, int size) {
        return ext.fragments() == fragments
                && ext.length() == length
                && frameOffset == offset
                && ext.fragment() < fragments
                && ext.position() >= 0
                && ext.position() <= length - size
                && (ext.bits() & Ext.COMPRESSED) == (bits & Ext.COMPRESSED);
    }

    /** Takes a fragment; false where it was there already. */
    boolean put(Ext ext, double seconds, ByteBuffer part, boolean keepBytes) {
        if (have.get(ext.fragment())) {
            return false;
        }
        have.set(ext.fragment());
        arrived++;
        highest = Math.max(highest, ext.fragment());
        data.put(ext.position(), part, part.position(), part.remaining());
        if (keepBytes) {
            exactBytes = true;
            bytes.set(ext.position(), ext.position() + part.remaining());
        }
        if (!Double.isNaN(seconds)) {
            time = seconds;
        }
        bits |= ext.bits() & Ext.END;
        return true;
    }

    /** Returns whether there is a hole below what has arrived, or below the end where that is due. */
    boolean hasHole(boolean ended) {
        return begun && have.nextClearBit(0) < (ended ? fragments : highest);
    }

    boolean endSeen() {
        return begun && highest == fragments - 1;
    }

    int highest() {
        return highest;
    }

    /**
     * Returns the first fragment from there on that is missing and may be asked for; the given end where there is none.
     */
    int nextMissing(int from, int end, long now, long patience) {
        int fragment = have.nextClearBit(from);
        while (fragment < end && !mayAsk(fragment, now, patience)) {
            fragment = have.nextClearBit(fragment + 1);
        }
        return Math.min(fragment, end);
    }

    /** Returns whether nothing of it has arrived and it may be asked for. */
    boolean mayAskWhole(long now, long patience) {
        return !begun && mayAsk(0, now, patience);
    }

    private boolean mayAsk(int fragment, long now, long patience) {
        return fragment >= askedAt.length || askedAt[fragment] == NEVER || now - askedAt[fragment] >= patience;
    }

    boolean missing(int fragment) {
        return !have.get(fragment);
    }

    void asked(int fragment, long now) {
        if (fragment >= askedAt.length) {
            int old = askedAt.length;
            askedAt = Arrays.copyOf(askedAt, Math.max(fragment + 1, begun ? fragments : 1));
            Arrays.fill(askedAt, old, askedAt.length, NEVER);
        }
        askedAt[fragment] = now;
    }

    int fragments() {
        return fragments;
    }

    double offset() {
        return offset;
    }

    Frame frame(long skipped) {
        java.util.Optional<BitSet> valid =
                complete() || !exactBytes ? java.util.Optional.empty() : java.util.Optional.of(bytes);
        return new Frame(
                offset,
                time,
                (bits & Ext.COMPRESSED) != 0,
                false,
                (bits & Ext.END) != 0,
                skipped,
                valid,
                data.duplicate().order(data.order()));
    }
}
