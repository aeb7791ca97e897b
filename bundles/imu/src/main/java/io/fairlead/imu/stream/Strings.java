package io.fairlead.imu.stream;

/** Undoes the escapes of a string, in place: what an escape stands for is never longer than the escape. */
final class Strings {
    private Strings() {}

    /**
     * Undoes escapes.
     *
     * @param offset where the string's first byte stands in the message, for errors
     * @return the new length
     * @throws StreamException {@code StreamSyntaxUnicode} where four hexadecimal digits are missing
     */
    static int unescape(byte[] bytes, int length, long offset) {
        int out = 0;
        int i = 0;
        while (i < length) {
            byte b = bytes[i++];
            if (b != '\\' || i == length) {
                bytes[out++] = b;
                continue;
            }
            byte escape = bytes[i++];
            if (escape != 'u') {
                bytes[out++] = single(escape);
                continue;
            }
            int unit = hex(bytes, i, length, offset);
            i += 4;
            int codePoint = unit;
            if (Character.isSurrogate((char) unit)) {
                codePoint = 0xFFFD;
                if (Character.isHighSurrogate((char) unit)
                        && i + 1 < length
                        && bytes[i] == '\\'
                        && bytes[i + 1] == 'u') {
                    int low = hex(bytes, i + 2, length, offset);
                    if (Character.isLowSurrogate((char) low)) {
                        codePoint = Character.toCodePoint((char) unit, (char) low);
                        i += 6;
                    }
                }
            }
            out = utf8(bytes, out, codePoint);
        }
        return out;
    }

    private static byte single(byte escape) {
        return switch (escape) {
            case 'b' -> (byte) '\b';
            case 'f' -> (byte) '\f';
            case 'n' -> (byte) '\n';
            case 'r' -> (byte) '\r';
            case 't' -> (byte) '\t';
            default -> escape;
        };
    }

    private static int hex(byte[] bytes, int from, int length, long offset) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < length && bytes[i] > 0 ? Character.digit(bytes[i], 16) : -1;
            if (digit < 0) {
                throw new StreamException(
                        StreamException.Kind.SYNTAX,
                        "StreamSyntaxUnicode",
                        offset + from,
                        "four hexadecimal digits must follow \\u",
                        offset + from);
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private static int utf8(byte[] bytes, int at, int codePoint) {
        int out = at;
        if (codePoint < 0x80) {
            bytes[out++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            bytes[out++] = (byte) (0xC0 | (codePoint >> 6));
            bytes[out++] = (byte) (0x80 | (codePoint & 0x3F));
        } else if (codePoint < 0x10000) {
            bytes[out++] = (byte) (0xE0 | (codePoint >> 12));
            bytes[out++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
            bytes[out++] = (byte) (0x80 | (codePoint & 0x3F));
        } else {
            bytes[out++] = (byte) (0xF0 | (codePoint >> 18));
            bytes[out++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
            bytes[out++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
            bytes[out++] = (byte) (0x80 | (codePoint & 0x3F));
        }
        return out;
    }
}
