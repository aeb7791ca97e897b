package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.Decoded;
import io.fairlead.gateway.api.FrameException;
import io.fairlead.gateway.api.FrameException.Reason;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Messages that all have the same length.
 *
 * @param length in bytes
 * @param pad what fills a message that is shorter when it is sent; nothing: it is refused
 */
record FixedCodec(int length, Optional<Byte> pad) implements Codec {
    @Override
    public Decoded decode(ByteBuffer in, Occasion occasion, long hint) throws FrameException {
        if (in.remaining() < length) {
            return Frames.unfinished(in, occasion, length, 0);
        }
        return Frames.take(in, in.position(), length, in.position() + length);
    }

    @Override
    public int room(int messageBytes) throws FrameException {
        Frames.withinMax(messageBytes, length);
        if (messageBytes < length && pad.isEmpty()) {
            throw new FrameException(
                    Reason.BAD_LENGTH,
                    "a message of " + messageBytes + " bytes; all have " + length + " (set framing's pad to fill it)");
        }
        return length;
    }

    @Override
    public void encode(ByteBuffer message, ByteBuffer out) throws FrameException {
        int missing = room(message.remaining()) - message.remaining();
        out.put(message);
        for (int i = 0; i < missing; i++) {
            out.put(pad.orElseThrow());
        }
    }

    @Override
    public int maxFrame() {
        return length;
    }
}
