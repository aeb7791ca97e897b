package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec.Occasion;
import io.fairlead.gateway.api.Decoded;
import io.fairlead.gateway.api.FrameException;
import io.fairlead.gateway.api.FrameException.Reason;
import java.nio.ByteBuffer;

/** What all framings have in common. */
final class Frames {
    private static final Decoded NOTHING = Decoded.incomplete(1);

    private Frames() {}

    /**
     * Answers that a frame is not whole yet.
     *
     * @throws FrameException where nothing will follow
     */
    static Decoded unfinished(ByteBuffer in, Occasion occasion, int atLeast, long hint) throws FrameException {
        if (!in.hasRemaining()) {
            return NOTHING;
        }
        if (occasion == Occasion.END) {
            throw new FrameException(
                    Reason.CUT_SHORT, "the stream ended after " + in.remaining() + " bytes of a message");
        }
        return new Decoded.Incomplete(atLeast, hint);
    }

    /** Takes a message of known place, and moves the position behind its frame. */
    static Decoded take(ByteBuffer in, int start, int length, int end) {
        return Decoded.message(cut(in, start, length, end));
    }

    /** Returns a view of bytes, and moves the position behind their frame. */
    static ByteBuffer cut(ByteBuffer in, int start, int length, int end) {
        ByteBuffer message = in.slice(start, length);
        in.position(end);
        return message;
    }

    /** Refuses a message that is longer than the limit. */
    static void withinMax(long length, int max) throws FrameException {
        if (length > max) {
            throw tooLong(length, max);
        }
    }

    static FrameException tooLong(long length, int max) {
        return new FrameException(
                Reason.TOO_LONG, "a message of " + length + " bytes; the longest may have " + max + " (framing's max)");
    }
}
