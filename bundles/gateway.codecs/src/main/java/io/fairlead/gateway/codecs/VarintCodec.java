package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.Decoded;
import io.fairlead.gateway.api.FrameException;
import io.fairlead.gateway.api.FrameException.Reason;
import java.nio.ByteBuffer;

/**
 * A length in groups of seven bits, the lowest first, the high bit set in all but the last, as Protocol Buffers write
 * it; then the message.
 *
 * @param empty what a frame without a message is
 * @param max the longest message
 */
record VarintCodec(Empty empty, int max) implements Codec {
    private static final int LONGEST_LENGTH = 5;

    @Override
    public Decoded decode(ByteBuffer in, Occasion occasion, long hint) throws FrameException {
        long length = 0;
        for (int i = 0; i < LONGEST_LENGTH; i++) {
            if (i == in.remaining()) {
                return Frames.unfinished(in, occasion, i + 1, 0);
            }
            byte group = in.get(in.position() + i);
            length |= (group & 0x7FL) << (7 * i);
            if (group >= 0) {
                return message(in, occasion, i + 1, length);
            }
        }
        throw new FrameException(
                Reason.BAD_LENGTH,
                "the length has more than " + LONGEST_LENGTH + " bytes: "
                        + Bytes.show(in.slice(in.position(), LONGEST_LENGTH)));
    }

    @Override
    public int room(int messageBytes) throws FrameException {
        Frames.withinMax(messageBytes, max);
        return LONGEST_LENGTH + messageBytes;
    }

    @Override
    public void encode(ByteBuffer message, ByteBuffer out) throws FrameException {
        room(message.remaining());
        int rest = message.remaining();
        while (rest > 0x7F) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest).put(message);
    }

    @Override
    public int maxFrame() {
        return LONGEST_LENGTH + max;
    }

    private Decoded message(ByteBuffer in, Occasion occasion, int header, long length) throws FrameException {
        Frames.withinMax(length, max);
        int frame = header + (int) length;
        if (in.remaining() < frame) {
            return Frames.unfinished(in, occasion, frame, 0);
        }
        int start = in.position();
        ByteBuffer message = Frames.cut(in, start + header, (int) length, start + frame);
        return length == 0 ? empty.decide(message, in.slice(start, frame)) : Decoded.message(message);
    }
}
