package io.fairlead.transport.netty.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Joins the fragments of a WebSocket's messages (RFC 6455 section 5.4). */
final class MessageJoiner {
    private final ByteBufAllocator allocator;
    private final int limit;
    private @Nullable ByteBuf joined;
    private boolean text;

    /** A peer broke the rules. */
    static final class BrokenException extends Exception {
        private final int code;

        BrokenException(int code, String reason) {
            super(reason, null, false, false);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** Takes whole messages. */
    interface Messages {
        /** Takes a text. */
        void text(String message);

        /** Takes bytes, valid during the call. */
        void binary(ByteBuf message);
    }

    MessageJoiner(ByteBufAllocator allocator, int limit) {
        this.allocator = allocator;
        this.limit = limit;
    }

    /** Takes a data frame; the message, if it is complete now, goes to the taker. */
    void add(WebSocketFrame frame, Messages taker) throws BrokenException {
        ByteBuf begun = joined;
        boolean goesOn = frame instanceof ContinuationWebSocketFrame;
        if (goesOn != (begun != null)) {
            throw new BrokenException(1002, "fragments are out of order");
        }
        if (!goesOn) {
            text = frame instanceof TextWebSocketFrame;
        }
        int size = frame.content().readableBytes() + (begun == null ? 0 : begun.readableBytes());
        if (size > limit) {
            throw new BrokenException(1009, "a message is longer than " + limit + " bytes");
        }
        if (begun == null && frame.isFinalFragment()) {
            give(frame.content(), taker);
            return;
        }
        if (begun == null) {
            begun = allocator.buffer(Math.max(size, 256));
            joined = begun;
        }
        begun.writeBytes(frame.content());
        if (frame.isFinalFragment()) {
            joined = null;
            try {
                give(begun, taker);
            } finally {
                begun.release();
            }
        }
    }

    /** Lets go of what is not complete. */
    void drop() {
        if (joined != null) {
            joined.release();
            joined = null;
        }
    }

    private void give(ByteBuf message, Messages taker) throws BrokenException {
        if (!text) {
            taker.binary(message);
            return;
        }
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(message.nioBuffer())
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BrokenException(1007, "a text is not UTF-8");
        }
        taker.text(decoded);
    }
}
