package io.fairlead.imu.stream;

import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A binary held in memory: the first {@code length} bytes of an array that nobody changes any more. */
final class MemoryBinary implements Binary {
    private final byte[] bytes;
    private final int length;

    MemoryBinary(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public ReadableByteChannel open() {
        return Channels.newChannel(new ByteArrayInputStream(bytes, 0, length));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MemoryBinary that && Arrays.equals(bytes, 0, length, that.bytes, 0, that.length);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes.length == length ? bytes : Arrays.copyOf(bytes, length));
    }

    @Override
    public String toString() {
        return "Binary[" + length + "]";
    }
}
