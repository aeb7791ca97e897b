package io.fairlead.imu.session;

import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.stream.Binary;
import io.fairlead.imu.stream.ReplyWriter;
import io.fairlead.imu.stream.Sink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Builds one reply after the other in memory, so that an error can still take the place of a result. */
final class ReplyBuilder {
    private static final int HOLD_BYTES = 128 << 10;

    private final Collector collector = new Collector();
    private final ReplyWriter writer = new ReplyWriter(collector, HOLD_BYTES);

    /**
     * Builds a reply.
     *
     * @param maxBytes bytes of text that it may have
     * @param write writes exactly one object
     * @throws ImuException {@code SessionReplyLimit}, besides what {@code write} throws; then nothing is left of it
     */
    Reply build(long maxBytes, Consumer<ReplyWriter> write) {
        collector.maxBytes = maxBytes;
        boolean done = false;
        try {
            write.accept(writer);
            done = true;
            return new Reply(List.copyOf(collector.parts), collector.bytes);
        } finally {
            if (!done) {
                writer.cancel();
                new Reply(collector.parts, 0).drop();
            }
            collector.parts.clear();
            collector.bytes = 0;
        }
    }

    private static final class Collector implements Sink {
        final List<Object> parts = new ArrayList<>();
        long bytes;
        long maxBytes;

        @Override
        public void text(byte[] source, int offset, int length) {
            bytes += length;
            if (bytes > maxBytes) {
                throw new ImuException(
                        "SessionReplyLimit",
                        ImuException.CODE,
                        "the reply is larger than max-reply; fetch fewer records at a time",
                        "max-reply",
                        maxBytes);
            }
            parts.add(Arrays.copyOfRange(source, offset, offset + length));
        }

        @Override
        public void binary(Binary binary) {
            parts.add(binary);
        }

        @Override
        public void end() {
            // The parts are taken by build.
        }
    }
}
