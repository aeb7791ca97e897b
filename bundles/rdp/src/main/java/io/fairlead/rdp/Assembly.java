package io.fairlead.rdp;

import io.fairlead.rdp.wire.Ext;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Joins a message's fragments, which come in order. Memory grows with what arrives, not with what is announced. */
final class Assembly {
    private static final int FIRST_BYTES = 16 << 10;

    private final int maxMessage;
    private final Counts counts;
    private @Nullable ByteBuffer bytes;
    private int unit;
    private int fragments;
    private int length;
    private int nextFragment;

    /**
     * @param maxMessage the longest message, in bytes
     * @param counts counts what is refused
     */
    Assembly(int maxMessage, Counts counts) {
        this.maxMessage = maxMessage;
        this.counts = counts;
    }

    /**
     * Adds the next fragment.
     *
     * @return the whole message, where this was its last fragment; null where more is to come or the message was given up
     */
    @Nullable
    ByteBuffer add(Ext ext, ByteBuffer data) {
        if (ext.fragments() == 0) {
            bytes = null;
            return null;
        }
        if (ext.fragment() == 0) {
            if (ext.length() < 0 || ext.length() > maxMessage) {
                return broken();
            }
            unit = ext.unit();
            fragments = ext.fragments();
            length = ext.length();
            nextFragment = 0;
            bytes = ByteBuffer.allocate(fragments == 1 ? length : Math.min(length, FIRST_BYTES));
        }
        ByteBuffer into = bytes;
        if (into == null) {
            // The message was given up or refused; what is left of it is of no use.
            return null;
        }
        boolean fits = ext.unit() == unit
                && ext.fragments() == fragments
                && ext.length() == length
                && ext.fragment() == nextFragment
                && ext.position() == into.position()
                && data.remaining() <= length - into.position();
        if (!fits) {
            return broken();
        }
        into = withRoom(into, data.remaining());
        into.put(data.duplicate());
        bytes = into;
        if (++nextFragment < fragments) {
            return null;
        }
        bytes = null;
        return into.position() == length ? into.flip().order(data.order()) : broken();
    }

    private ByteBuffer withRoom(ByteBuffer into, int more) {
        if (into.remaining() >= more) {
            return into;
        }
        int wanted = (int) Math.min(length, Math.max(2L * into.capacity(), (long) into.position() + more));
        return ByteBuffer.allocate(wanted).put(into.flip());
    }

    private @Nullable ByteBuffer broken() {
        counts.add(Count.BROKEN);
        bytes = null;
        return null;
    }

    void save(DataOutputStream out) throws IOException {
        ByteBuffer made = bytes;
        out.writeBoolean(made != null);
        if (made != null) {
            out.writeInt(unit);
            out.writeInt(fragments);
            out.writeInt(length);
            out.writeInt(nextFragment);
            Wire.bytes(out, made.duplicate().flip());
        }
    }

    void restore(DataInputStream in) throws IOException {
        if (in.readBoolean()) {
            unit = in.readInt();
            fragments = in.readInt();
            length = in.readInt();
            nextFragment = in.readInt();
            ByteBuffer made = Wire.bytes(in);
            bytes = made.position(made.limit());
        }
    }
}
