package io.fairlead.imu.stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Any bytes give messages or a refusal, the same however they are cut, and what was read can be written and read. */
class MessageDecoderFuzzTest {
    private static final Limits LIMITS = new Limits(4096, 16, 2048, 64, 500, 1024, 32);

    @FuzzTest(maxDuration = "20s")
    void shouldReadAnyBytesTheSameHoweverTheyAreCut(byte[] bytes) {
        int cut = bytes.length == 0 ? 0 : (bytes[0] & 0xFF) % (bytes.length + 1);
        List<Object> whole = read(bytes, bytes.length, 1);
        same(whole, read(bytes, cut, 1));
        same(whole, read(bytes, 0, 3));
        for (Object message : whole) {
            if (!(message instanceof String)) {
                writeAndRead(message);
            }
        }
    }

    /** Returns the messages, and the error if there was one, of bytes that arrive as a first piece and small steps. */
    private static List<Object> read(byte[] bytes, int first, int step) {
        MessageDecoder decoder = new MessageDecoder(LIMITS);
        ByteBuffer unread = ByteBuffer.wrap(bytes);
        List<Object> read = new ArrayList<>();
        int end = first;
        try {
            while (true) {
                unread.limit(end);
                Object message = decoder.decode(unread);
                if (message != null) {
                    read.add(message);
                } else if (end == bytes.length) {
                    return read;
                } else {
                    end = Math.min(bytes.length, end + step);
                }
            }
        } catch (StreamException e) {
            read.add(Objects.requireNonNull(e.getMessage()));
            return read;
        }
    }

    private static void writeAndRead(Object message) {
        try {
            byte[] written = encoded(message);
            Object again = new MessageDecoder(Limits.DEFAULTS).decode(ByteBuffer.wrap(written));
            same(Arrays.toString(written), Arrays.toString(encoded(again)));
            if (written.length % 8192 >= 1 && written.length % 8192 <= 3) {
                throw new AssertionError(written.length + " bytes");
            }
        } catch (StreamException e) {
            // A file in a list can be received but not sent; a whole number of 64 digits or less always can.
            if (!e.id().equals("StreamType") && !e.id().equals("StreamLimit")) {
                throw e;
            }
        }
    }

    private static byte[] encoded(@Nullable Object message) {
        Replies replies = new Replies();
        new ReplyWriter(replies, 64).any(message);
        return replies.bytes.toByteArray();
    }

    private static void same(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("expected " + expected + " but got " + actual);
        }
    }
}
