package io.fairlead.imu.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A sink that keeps what it was given: all bytes, and the pieces they came in. */
final class Replies implements Sink {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final List<byte[]> pieces = new ArrayList<>();
    int ends;

    @Override
    public void text(byte[] source, int offset, int length) {
        bytes.write(source, offset, length);
        pieces.add(Arrays.copyOfRange(source, offset, offset + length));
    }

    @Override
    public void binary(Binary binary) {
        bytes.writeBytes(read(binary));
    }

    @Override
    public void end() {
        ends++;
    }

    static byte[] read(Binary binary) {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(binary.length()));
        try (ReadableByteChannel channel = binary.open()) {
            while (all.hasRemaining() && channel.read(all) >= 0) {
                // Reads until the promised length is there.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.array();
    }

    static byte[] encode(Map<String, ?> reply, int holdBytes) {
        Replies replies = new Replies();
        new ReplyWriter(replies, holdBytes).any(reply);
        return replies.bytes.toByteArray();
    }
}
