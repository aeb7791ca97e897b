package io.fairlead.gateway.codecs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A message as text, a character a byte. */
final class Text {
    /** The bytes of a message that patterns see, so that a long one costs no more than a short one. */
    static final int SEEN = 4096;

    private Text() {}

    /** Returns the bytes that patterns see. */
    static String of(ByteBuffer message) {
        return StandardCharsets.ISO_8859_1
                .decode(message.slice(message.position(), Math.min(SEEN, message.remaining())))
                .toString();
    }

    /** Returns the condition that a pattern is found in the message. */
    static Condition found(Pattern pattern) {
        return message -> pattern.matcher(of(message)).find();
    }
}
