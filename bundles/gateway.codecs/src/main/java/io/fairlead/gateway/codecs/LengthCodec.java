package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.Decoded;
import io.fairlead.gateway.api.FrameException;
import io.fairlead.gateway.api.FrameException.Reason;
import java.nio.ByteBuffer;

/**
 * A header with a length in it, the message, a trailer.
 *
 * @param field the length
 * @param before what stands before the field; its bytes are written when a message is sent without a header
 * @param after what stands between the field and the message, likewise
 * @param trailer what follows the message, exactly
 * @param counted how much more than the message's bytes the length says; may be negative
 * @param keepHeader the header belongs to the message; the codec then only writes the length into it
 * @param empty what a frame without a message is
 * @param max the longest message, without header and trailer
 */
record LengthCodec(
        LengthField field,
        ByteBuffer before,
        ByteBuffer after,
        ByteBuffer trailer,
        int counted,
        boolean keepHeader,
        Empty empty,
        int max)
        implements Codec {
    @Override
    public Decoded decode(ByteBuffer in, Occasion occasion, long hint) throws FrameException {
        int start = in.position();
        if (in.remaining() < before.remaining() + field.width()) {
            return Frames.unfinished(in, occasion, header(), 0);
        }
        int body = body(field.read(in, start + before.remaining()));
        int frame = header() + body + trailer.remaining();
        if (in.remaining() < frame) {
            return Frames.unfinished(in, occasion, frame, 0);
        }
        int end = start + header() + body;
        if (!in.slice(end, trailer.remaining()).equals(trailer)) {
            throw new FrameException(
                    Reason.BAD_BYTE,
                    "the message ends with " + Bytes.show(in.slice(end, trailer.remaining())) + " instead of "
                            + Bytes.show(trailer));
        }
        int first = keepHeader ? start : start + header();
        ByteBuffer message = Frames.cut(in, first, end - first, start + frame);
        return body == 0 ? empty.decide(message, in.slice(start, frame)) : Decoded.message(message);
    }

    @Override
    public int room(int messageBytes) throws FrameException {
        int body = keepHeader ? messageBytes - header() : messageBytes;
        if (body < 0) {
            throw new FrameException(
                    Reason.BAD_LENGTH,
                    "a message of " + messageBytes + " bytes; with header = keep it must begin with its header of "
                            + header());
        }
        Frames.withinMax(body, max);
        return header() + body + trailer.remaining();
    }

    @Override
    public void encode(ByteBuffer message, ByteBuffer out) throws FrameException {
        int frame = room(message.remaining());
        int start = out.position();
        if (!keepHeader) {
            out.put(before.duplicate()).position(out.position() + field.width()).put(after.duplicate());
        }
        out.put(message).put(trailer.duplicate());
        field.write(out, start + before.remaining(), (long) frame - header() - trailer.remaining() + counted);
    }

    @Override
    public int maxFrame() {
        return header() + max + trailer.remaining();
    }

    private int header() {
        return before.remaining() + field.width() + after.remaining();
    }

    private int body(long says) throws FrameException {
        long body = says - counted;
        if (body < 0) {
            throw new FrameException(Reason.BAD_LENGTH, "the length field says " + says + ", the least is " + counted);
        }
        Frames.withinMax(body, max);
        return (int) body;
    }
}
