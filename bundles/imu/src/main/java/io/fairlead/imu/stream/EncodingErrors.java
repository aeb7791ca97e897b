package io.fairlead.imu.stream;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What becomes of bytes that are not UTF-8: the vendor's setting {@code encoding-errors}. */
public enum EncodingErrors {
    /** Each becomes U+FFFD; the default. */
    REPLACE("replace"),
    /** Each is read as a character of ISO-8859-1; what is valid UTF-8 around it stays UTF-8. */
    ISO_8859_1("iso-8859-1");

    private final String word;

    EncodingErrors(String word) {
        this.word = word;
    }

    /** Returns the word that stands for it in settings. */
    public String word() {
        return word;
    }

    /** Returns the value for a word of the settings, in either case; empty if there is none. */
    public static Optional<EncodingErrors> of(String word) {
        for (EncodingErrors value : values()) {
            if (value.word.equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** Returns the text of bytes in UTF-8, repaired. */
    public String decode(byte[] bytes, int offset, int length) {
        if (this == REPLACE) {
            return new String(bytes, offset, length, StandardCharsets.UTF_8);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        CharBuffer out = CharBuffer.allocate(length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (in.get() & 0xFF));
            }
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }
}
