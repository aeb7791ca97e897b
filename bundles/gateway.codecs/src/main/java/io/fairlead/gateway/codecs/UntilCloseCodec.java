package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.Decoded;
import io.fairlead.gateway.api.FrameException;
import java.nio.ByteBuffer;

/**
 * One message a stream, up to its end.
 *
 * @param max the longest message
 */
record UntilCloseCodec(int max) implements Codec {
    @Override
    public Decoded decode(ByteBuffer in, Occasion occasion, long hint) throws FrameException {
        Frames.withinMax(in.remaining(), max);
        if (!in.hasRemaining() || occasion != Occasion.END) {
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
    public boolean endsWithStream() {
        return true;
    }
}
