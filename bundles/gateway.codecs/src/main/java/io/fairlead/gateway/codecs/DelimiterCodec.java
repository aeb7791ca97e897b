package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.Decoded;
import io.fairlead.gateway.api.FrameException;
import io.fairlead.gateway.api.FrameException.Reason;
import java.nio.ByteBuffer;

/**
 * Messages that end with a byte string and may begin with another.
 *
 * @param start what stands before a message; empty for nothing
 * @param delimiters what stands behind it
 * @param keep start and end belong to the message
 * @param skipNoise bytes before a start are dropped and counted; else they are a mistake
 * @param lastWithoutEnd what has no end when the stream ends is a message; else it is a mistake
 * @param empty what two delimiters with nothing between are
 * @param max the longest message, with what escapes it, without start and end
 */
record DelimiterCodec(
        ByteBuffer start,
        Delimiters delimiters,
        boolean keep,
        boolean skipNoise,
        boolean lastWithoutEnd,
        Empty empty,
        int max)
        implements Codec {
    @Override
    public Decoded decode(ByteBuffer in, Occasion occasion, long hint) throws FrameException {
        if (!Bytes.startsAt(in, in.position(), start)) {
            return noise(in);
        }
        int first = in.position() + start.remaining();
        if (in.limit() < first) {
            return Frames.unfinished(in, occasion, start.remaining() + shortestEnd(), 0);
        }
        Delimiters.Found found = delimiters.search(in, Math.max(first, in.position() + (int) hint));
        Frames.withinMax((long) found.index() - first, max);
        if (found.length() == 0) {
            if (occasion == Occasion.END && lastWithoutEnd && first < in.limit()) {
                return take(in, first, in.limit(), in.limit());
            }
            return Frames.unfinished(in, occasion, in.remaining() + 1, (long) found.index() - in.position());
        }
        return take(in, first, found.index(), found.index() + found.length());
    }

    @Override
    public int room(int messageBytes) throws FrameException {
        Frames.withinMax(messageBytes, max);
        return start.remaining() + (delimiters.escape().isPresent() ? 2 : 1) * messageBytes + end().length;
    }

    @Override
    public void encode(ByteBuffer message, ByteBuffer out) throws FrameException {
        if (keep) {
            ByteBuffer frame = message.duplicate();
            Decoded decoded = decode(frame, Occasion.DATA, 0);
            if (!(decoded instanceof Decoded.Frame one) || one.kind() != Decoded.Kind.MESSAGE || frame.hasRemaining()) {
                throw new FrameException(
                        Reason.BAD_BYTE,
                        "the message is not one frame with its delimiters (framing's delimiters is keep)");
            }
            out.put(message);
            return;
        }
        if (delimiters.escape().isEmpty()) {
            noEndIn(message);
        }
        out.put(start.duplicate());
        delimiters.escape(message, out);
        out.put(end());
    }

    @Override
    public int maxFrame() {
        return start.remaining()
                + max
                + delimiters.ends().stream().mapToInt(end -> end.length).max().orElse(0);
    }

    private Decoded take(ByteBuffer in, int first, int last, int end) throws FrameException {
        int frameStart = in.position();
        ByteBuffer message = keep
                ? Frames.cut(in, frameStart, end - frameStart, end)
                : delimiters.unescape(Frames.cut(in, first, last - first, end));
        return first == last ? empty.decide(message, in.slice(frameStart, end - frameStart)) : Decoded.message(message);
    }

    private Decoded noise(ByteBuffer in) throws FrameException {
        int index = in.position();
        if (!skipNoise) {
            throw new FrameException(
                    Reason.BAD_BYTE,
                    "a message begins with " + Bytes.show(in.get(index)) + " instead of " + Bytes.show(start));
        }
        while (index < in.limit() && !Bytes.startsAt(in, index, start)) {
            index++;
        }
        int from = in.position();
        return new Decoded.Frame(Decoded.Kind.DAMAGED, Frames.cut(in, from, index - from, index), Decoded.NONE);
    }

    /** Refuses a message that would be read as two. */
    private void noEndIn(ByteBuffer message) throws FrameException {
        ByteBuffer framed = ByteBuffer.allocate(message.remaining() + end().length)
                .put(message.duplicate())
                .put(end())
                .flip();
        Delimiters.Found found = delimiters.search(framed, 0);
        if (found.index() != message.remaining()) {
            throw new FrameException(
                    Reason.BAD_BYTE,
                    "the message contains its own end at byte " + found.index()
                            + " (set framing's escape, or another end)");
        }
    }

    private byte[] end() {
        return delimiters.ends().get(0);
    }

    private int shortestEnd() {
        return delimiters.ends().stream().mapToInt(end -> end.length).min().orElse(1);
    }
}
