package io.fairlead.gateway.codecs;

import java.util.Optional;

/** Keys of the gateway's own, as many bytes as the key has. */
enum FreshKeys {
    /** None: requests keep theirs. */
    NO,
    /** Decimal digits in ASCII. */
    DIGITS,
    /** Binary, the highest byte first. */
    BINARY;

    private static final int RADIX = 10;
    private static final int BYTE = 256;

    /** Returns the key of a number; a number that is too great for it begins anew. */
    Optional<String> key(long sequence, int length) {
        if (this == NO) {
            return Optional.empty();
        }
        char[] key = new char[length];
        long rest = sequence;
        for (int i = length - 1; i >= 0; i--) {
            key[i] = (char) (this == DIGITS ? '0' + rest % RADIX : rest % BYTE);
            rest /= this == DIGITS ? RADIX : BYTE;
        }
        return Optional.of(new String(key));
    }
}
