package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.Decoded;
import io.fairlead.gateway.api.FrameException;
import io.fairlead.gateway.api.FrameException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * FIX tag-value messages: {@code 8=}version, {@code 9=}length of what follows as text, the body, {@code 10=}sum of all
 * bytes before it in three digits; each field ends with SOH.
 *
 * @param version what {@code 8=} says, such as {@code FIX.4.4}
 * @param keep messages are whole, with these three fields, and those of a sent one are written anew; else they are the
 *     body alone
 * @param max the longest body
 */
record FixCodec(String version, boolean keep, int max) implements Codec {
    private static final byte SOH = 1;
    private static final int LONGEST_BEGIN = 32;
    private static final int LONGEST_DIGITS = 9;
    /** {@code 10=ddd} and SOH. */
    private static final int TRAILER = 7;

    @Override
    public Decoded decode(ByteBuffer in, Occasion occasion, long hint) throws FrameException {
        int start = in.position();
        Field begin = Field.read(in, start, "8=", LONGEST_BEGIN);
        Field length = begin.whole() ? Field.read(in, begin.next(), "9=", LONGEST_DIGITS) : begin;
        if (!length.whole()) {
            return Frames.unfinished(in, occasion, in.remaining() + 1, 0);
        }
        int body = bodyLength(length.text(in));
        int frame = length.next() - start + body + TRAILER;
        if (in.remaining() < frame) {
            return Frames.unfinished(in, occasion, frame, 0);
        }
        int sumAt = length.next() + body;
        checkSum(in, start, sumAt);
        return keep
                ? Frames.take(in, start, frame, start + frame)
                : Frames.take(in, length.next(), body, start + frame);
    }

    @Override
    public int room(int messageBytes) throws FrameException {
        Frames.withinMax(messageBytes, keep ? maxFrame() : max);
        return messageBytes + LONGEST_BEGIN + LONGEST_DIGITS + TRAILER;
    }

    @Override
    public void encode(ByteBuffer message, ByteBuffer out) throws FrameException {
        room(message.remaining());
        int start = out.position();
        String begin = "8=" + version + "\1";
        ByteBuffer body = message;
        if (keep && message.remaining() > 2 && Bytes.startsAt(message, message.position(), ascii("8="))) {
            Field first = Field.read(message, message.position(), "8=", LONGEST_BEGIN);
            if (first.whole()) {
                begin = "8=" + first.text(message) + "\1";
                body = body(message, first.next());
            }
        }
        out.put(ascii(begin)).put(ascii("9=" + body.remaining() + "\1")).put(body);
        out.put(ascii("10=%03d\1".formatted(sum(out, start, out.position()))));
        message.position(message.limit());
    }

    @Override
    public int maxFrame() {
        return max + LONGEST_BEGIN + LONGEST_DIGITS + TRAILER;
    }

    /** Returns what stands between a whole message's first two fields and its last, where it has these. */
    private static ByteBuffer body(ByteBuffer message, int behindBegin) throws FrameException {
        int from = behindBegin;
        if (Bytes.startsAt(message, from, ascii("9=")) && message.limit() - from > 2) {
            Field length = Field.read(message, from, "9=", LONGEST_DIGITS);
            from = length.whole() ? length.next() : from;
        }
        int to = message.limit();
        int sumAt = to - TRAILER;
        if (sumAt >= from && Bytes.startsAt(message, sumAt, ascii("10="))) {
            to = sumAt;
        }
        return message.slice(from, to - from);
    }

    private int bodyLength(String digits) throws FrameException {
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9') || digits.isEmpty()) {
            throw new FrameException(Reason.BAD_LENGTH, "the length (tag 9) is '" + digits + "', which is not digits");
        }
        int body = Integer.parseInt(digits);
        Frames.withinMax(body, max);
        return body;
    }

    private static void checkSum(ByteBuffer in, int start, int sumAt) throws FrameException {
        String expected = "10=%03d\1".formatted(sum(in, start, sumAt));
        ByteBuffer given = in.slice(sumAt, TRAILER);
        if (!given.equals(ByteBuffer.wrap(ascii(expected)))) {
            throw new FrameException(
                    Reason.BAD_CHECKSUM,
                    "the message ends with " + Bytes.show(given) + ", the bytes make " + expected.strip());
        }
    }

    private static int sum(ByteBuffer in, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += in.get(i) & 0xFF;
        }
        return sum & 0xFF;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** One field: where its value begins, and where the next field does; that is 0 while its end has not arrived. */
    private record Field(int value, int next) {
        static Field read(ByteBuffer in, int index, String tag, int longest) throws FrameException {
            if (!Bytes.startsAt(in, index, ascii(tag))) {
                throw new FrameException(
                        Reason.BAD_BYTE,
                        "a field begins with " + Bytes.show(in.slice(index, Math.min(tag.length(), in.limit() - index)))
                                + " instead of '" + tag + "'");
            }
            int value = index + tag.length();
            for (int i = value; i < in.limit(); i++) {
                if (in.get(i) == SOH) {
                    return new Field(value, i + 1);
                }
                if (i - value >= longest - 1) {
                    throw new FrameException(
                            Reason.BAD_LENGTH, "the field '" + tag + "' has more than " + (longest - 1) + " bytes");
                }
            }
            return new Field(value, 0);
        }

        boolean whole() {
            return next > 0;
        }

        String text(ByteBuffer in) {
            return StandardCharsets.ISO_8859_1
                    .decode(in.slice(value, next - 1 - value))
                    .toString();
        }
    }
}
