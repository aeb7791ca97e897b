package io.fairlead.imu.stream;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as clients write them. */
final class Numbers {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final int SAFE_DIGITS = 18;

    private Numbers() {}

    static boolean isPart(int c) {
        return (c >= '0' && c <= '9') || c == '.' || c == '+' || c == '-' || c == 'e' || c == 'E';
    }

    /** Returns a Long, or a Double if there is a point, an exponent or no room in 64 bits; null if it is no number. */
    static @Nullable Number parse(byte[] bytes, int length) {
        boolean negative = bytes[0] == '-';
        int from = negative ? 1 : 0;
        if (length > from && length - from <= SAFE_DIGITS) {
            long value = 0;
            int i = from;
            while (i < length && bytes[i] >= '0' && bytes[i] <= '9') {
                value = (value * 10) + (bytes[i++] - '0');
            }
            if (i == length) {
                return negative ? -value : value;
            }
        }
        String text = EncodingErrors.REPLACE.decode(bytes, 0, length);
        if (!NUMBER.matcher(text).matches()) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : null;
        }
    }
}
