package io.fairlead.imu.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BinaryReaderTest {
    private final AtomicInteger closed = new AtomicInteger();

    private Binary promising(long length, String bytes) {
        return new Binary() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public ReadableByteChannel open() {
                return Channels.newChannel(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.US_ASCII)));
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    private static String read(Binary binary, int step) throws IOException {
        StringBuilder read = new StringBuilder();
        try (BinaryReader reader = new BinaryReader(binary)) {
            while (reader.remaining() > 0) {
                ByteBuffer block = ByteBuffer.allocate(step);
                reader.read(block);
                read.append(StandardCharsets.US_ASCII.decode(block.flip()));
            }
        }
        return read.toString();
    }

    @Test
    void shouldGiveExactlyThePromisedBytes() throws IOException {
        assertThat(read(promising(10, "0123456789"), 4)).isEqualTo("0123456789");
        assertThat(read(promising(10, "0123456789"), 5)).isEqualTo("0123456789");
        assertThat(read(promising(6, "012"), 4)).isEqualTo("012\0\0\0");
        assertThat(read(promising(2, "0123"), 4)).isEqualTo("01");
        assertThat(read(Binary.of(), 4)).isEmpty();
    }

    @Test
    void shouldCloseTheBinaryWithTheReader() throws IOException {
        assertThat(read(promising(1, "0"), 4)).isEqualTo("0");
        assertThat(closed).hasValue(1);
    }
}
