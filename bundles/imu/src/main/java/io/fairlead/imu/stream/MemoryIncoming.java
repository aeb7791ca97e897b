package io.fairlead.imu.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects a binary value in memory. */
final class MemoryIncoming implements BinaryStore.Incoming {
    private static final int FIRST_BYTES = 8192;

    private final int length;
    private byte[] bytes;
    private int filled;

    MemoryIncoming(long length) {
        this.length = Math.toIntExact(length);
        this.bytes = new byte[Math.min(this.length, FIRST_BYTES)];
    }

    @Override
    public void write(ByteBuffer part) {
        int count = part.remaining();
        if (filled + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(length, Math.max(filled + count, 2 * bytes.length)));
        }
        part.get(bytes, filled, count);
        filled += count;
    }

    @Override
    public Binary finish() {
        return new MemoryBinary(bytes, filled);
    }
}
