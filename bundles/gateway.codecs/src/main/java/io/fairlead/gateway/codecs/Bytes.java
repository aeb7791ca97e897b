package io.fairlead.gateway.codecs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes as settings write them: one or more words with blanks between, each {@code 0x} and hexadecimal digits, the ASCII
 * name of a control character such as {@code STX}, or text in quotes.
 */
final class Bytes {
    /** What to write, for messages. */
    static final String CURE = "write bytes such as 0x1c0d, STX, CRLF or 'END'";

    private static final Pattern WORD =
            Pattern.compile("\\s*(?:0[xX](\\p{XDigit}+)|'([^']*)'|\"([^\"]*)\"|(\\w+))\\s*");
    private static final List<String> CONTROLS = List.of(
            "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI",
            "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US");

    private Bytes() {}

    /**
     * Returns the bytes of a setting.
     *
     * @throws IllegalArgumentException where it is not written as bytes, or says none
     */
    static byte[] parse(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Matcher word = WORD.matcher(text);
        while (word.lookingAt()) {
            out.writeBytes(bytes(word));
            word.region(word.end(), text.length());
        }
        if (word.regionStart() != text.length() || out.size() == 0) {
            throw new IllegalArgumentException(text);
        }
        return out.toByteArray();
    }

    /** Returns bytes for a message: printable ASCII in quotes, anything else in hexadecimal digits. */
    static String show(ByteBuffer bytes) {
        byte[] all = new byte[bytes.remaining()];
        bytes.duplicate().get(all);
        String text = new String(all, StandardCharsets.ISO_8859_1);
        return text.chars().allMatch(c -> c >= ' ' && c <= '~')
                ? "'" + text + "'"
                : "0x" + HexFormat.of().formatHex(all);
    }

    /** Returns one byte for a message. */
    static String show(byte one) {
        return show(ByteBuffer.wrap(new byte[] {one}));
    }

    /** Tells whether bytes stand at an index of a buffer, as far as the buffer goes. */
    static boolean startsAt(ByteBuffer in, int index, byte... bytes) {
        return startsAt(in, index, ByteBuffer.wrap(bytes));
    }

    /** Tells whether bytes stand at an index of a buffer, as far as the buffer goes. */
    static boolean startsAt(ByteBuffer in, int index, ByteBuffer bytes) {
        int there = Math.min(bytes.remaining(), in.limit() - index);
        for (int i = 0; i < there; i++) {
            if (in.get(index + i) != bytes.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(Matcher word) {
        if (word.group(1) != null) {
            return HexFormat.of().parseHex(word.group(1));
        }
        String text = word.group(2) != null ? word.group(2) : word.group(3);
        return text != null ? text.getBytes(StandardCharsets.UTF_8) : control(word.group(4));
    }

    private static byte[] control(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.equals("CRLF")) {
            return new byte[] {'\r', '\n'};
        }
        int code = CONTROLS.indexOf(upper);
        if (code < 0) {
            throw new IllegalArgumentException(name);
        }
        return new byte[] {(byte) code};
    }
}
