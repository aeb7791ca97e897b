package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.Decoded;
import io.fairlead.gateway.api.FrameException;
import io.fairlead.gateway.api.FrameException.Reason;
import java.nio.ByteBuffer;

/**
 * A start, the message, an end, and one byte that is the exclusive or of a range: the longitudinal redundancy check.
 * With receipts each side answers a frame by ACK or NAK.
 *
 * @param start the byte before a message
 * @param end the byte behind it
 * @param withStart the check covers the start
 * @param withEnd the check covers the end
 * @param retries how often a refused message is sent again; 0: there are no receipts
 * @param max the longest message
 */
record LrcCodec(byte start, byte end, boolean withStart, boolean withEnd, int retries, int max) implements Codec {
    private static final byte ACK = 0x06;
    private static final byte NAK = 0x15;
    private static final int AROUND = 3;

    @Override
    public Decoded decode(ByteBuffer in, Occasion occasion, long hint) throws FrameException {
        if (!in.hasRemaining()) {
            return Frames.unfinished(in, occasion, 1, 0);
        }
        int first = in.position();
        byte begins = in.get(first);
        if (retries > 0 && (begins == ACK || begins == NAK)) {
            ByteBuffer receipt = Frames.cut(in, first, 1, first + 1);
            return new Decoded.Frame(
                    begins == ACK ? Decoded.Kind.ACCEPTED : Decoded.Kind.REFUSED, receipt, Decoded.NONE);
        }
        if (begins != start) {
            throw new FrameException(
                    Reason.BAD_BYTE,
                    "a message begins with " + Bytes.show(begins) + " instead of " + Bytes.show(start));
        }
        int index = first + Math.max(1, (int) hint);
        while (index < in.limit() && in.get(index) != end) {
            index++;
        }
        Frames.withinMax((long) index - first - 1, max);
        if (index + 1 >= in.limit()) {
            return Frames.unfinished(in, occasion, index - first + 2, (long) index - first);
        }
        return checked(in, first, index);
    }

    @Override
    public int room(int messageBytes) throws FrameException {
        Frames.withinMax(messageBytes, max);
        return messageBytes + AROUND;
    }

    @Override
    public void encode(ByteBuffer message, ByteBuffer out) throws FrameException {
        room(message.remaining());
        for (int i = message.position(); i < message.limit(); i++) {
            if (message.get(i) == end) {
                throw new FrameException(
                        Reason.BAD_BYTE, "the message contains its own end at byte " + (i - message.position()));
            }
        }
        int first = out.position();
        out.put(start).put(message).put(end);
        out.put(check(out, first, out.position() - 1));
    }

    @Override
    public int maxFrame() {
        return max + AROUND;
    }

    private Decoded checked(ByteBuffer in, int first, int last) throws FrameException {
        byte expected = check(in, first, last);
        byte given = in.get(last + 1);
        ByteBuffer message = Frames.cut(in, first + 1, last - first - 1, last + 2);
        if (given == expected) {
            return new Decoded.Frame(Decoded.Kind.MESSAGE, message, retries > 0 ? one(ACK) : Decoded.NONE);
        }
        if (retries > 0) {
            return new Decoded.Frame(Decoded.Kind.DAMAGED, message, one(NAK));
        }
        throw new FrameException(
                Reason.BAD_CHECKSUM, "the check is " + Bytes.show(given) + ", the bytes make " + Bytes.show(expected));
    }

    private byte check(ByteBuffer in, int first, int last) {
        byte check = 0;
        for (int i = withStart ? first : first + 1; i < last; i++) {
            check ^= in.get(i);
        }
        return withEnd ? (byte) (check ^ in.get(last)) : check;
    }

    private static ByteBuffer one(byte receipt) {
        return ByteBuffer.wrap(new byte[] {receipt});
    }
}
