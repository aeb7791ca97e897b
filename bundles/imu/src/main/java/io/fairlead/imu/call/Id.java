package io.fairlead.imu.call;

import java.util.Optional;

/**
 * An id that nobody can guess: 128 random bits, on the wire 32 hexadecimal digits. Two ids are compared without telling
 * by the time how much of them is alike.
 */
public record Id(long high, long low) {
    private static final int DIGITS = 32;

    /** Returns the id that a client sent; nothing where it cannot be one of ours. */
    public static Optional<Id> parse(String text) {
        if (text.length() != DIGITS) {
            return Optional.empty();
        }
        for (int i = 0; i < DIGITS; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return Optional.empty();
            }
        }
        return Optional.of(new Id(
                Long.parseUnsignedLong(text, 0, DIGITS / 2, 16), Long.parseUnsignedLong(text, DIGITS / 2, DIGITS, 16)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Id that && ((high ^ that.high) | (low ^ that.low)) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high ^ low);
    }

    @Override
    public String toString() {
        char[] digits = new char[DIGITS];
        for (int i = 0; i < DIGITS / 2; i++) {
            digits[i] = Character.forDigit((int) (high >>> (60 - 4 * i)) & 15, 16);
            digits[i + DIGITS / 2] = Character.forDigit((int) (low >>> (60 - 4 * i)) & 15, 16);
        }
        return new String(digits);
    }
}
