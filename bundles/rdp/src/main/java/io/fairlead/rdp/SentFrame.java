package io.fairlead.rdp;

import java.nio.ByteBuffer;

/** A frame on its way out. */
final class SentFrame {
    final double offset;
    final double time;
    final boolean compressed;
    final boolean end;
    final ByteBuffer data;
    int unit;
    int nextFragment;

    SentFrame(double offset, double time, boolean compressed, boolean end, ByteBuffer data) {
        this.offset = offset;
        this.time = time;
        this.compressed = compressed;
        this.end = end;
        this.data = data;
    }

    int fragments(int payload) {
        return Math.max(1, (data.remaining() + payload - 1) / payload);
    }
}
