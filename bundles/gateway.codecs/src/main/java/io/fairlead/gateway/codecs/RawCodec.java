package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.Decoded;
import io.fairlead.gateway.api.FrameException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Whatever arrives without a pause is a message. Not reliable: a network may cut a message in two or join two.
 *
 * @param gap how long the pause is; zero: whatever has arrived together
 * @param max the longest message
 */
record RawCodec(Duration gap, int max) implements Codec {
    @Override
    public Decoded decode(ByteBuffer in, Occasion occasion, long hint) throws FrameException {
        Frames.withinMax(in.remaining(), max);
        if (!in.hasRemaining() || (occasion == Occasion.DATA && !gap.isZero())) {
            return Frames.unfinished(in, Occasion.DATA, in.remaining() + 1, 0);
        }
        return Frames.take(in, in.position(), in.remaining(), in.limit());
    }

    @Override
    public int room(int messageBytes) throws FrameException {
        Frames.withinMax(messageBytes, max);
        return messageBytes;
    }

    @Override
    public void encode(ByteBuffer message, ByteBuffer out) throws FrameException {
        room(message.remaining());
        out.put(message);
    }

    @Override
    public int maxFrame() {
        return max;
    }

    @Override
    public Duration idleGap() {
        return gap;
    }
}
