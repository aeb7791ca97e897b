package io.fairlead.gateway.codecs;

/** How a length field writes its number. */
enum LengthEncoding {
    /** Binary, the highest byte first. */
    BINARY(256),
    /** Binary, the lowest byte first. */
    LITTLE_ENDIAN(256),
    /** Decimal digits in ASCII. */
    ASCII(10),
    /** Hexadecimal digits in ASCII; written in lower case, read in either. */
    HEX(16),
    /** Decimal digits in EBCDIC, 0xF0 to 0xF9. */
    EBCDIC(10),
    /** Packed decimal digits, two a byte, the highest first. */
    BCD(100);

    private static final int NOT_A_DIGIT = -1;

    private final int base;

    LengthEncoding(int base) {
        this.base = base;
    }

    /** Returns what one byte is worth more than the one of next lower rank. */
    int base() {
        return base;
    }

    /** Returns what a byte says, or a negative number where it is none of this encoding's. */
    int digit(byte one) {
        return switch (this) {
            case BINARY, LITTLE_ENDIAN -> one & 0xFF;
            case ASCII -> one >= '0' && one <= '9' ? one - '0' : NOT_A_DIGIT;
            case HEX -> one < 0 ? NOT_A_DIGIT : Character.digit(one, 16);
            case EBCDIC -> (one & 0xF0) == 0xF0 && (one & 0x0F) <= 9 ? one & 0x0F : NOT_A_DIGIT;
            case BCD ->
                (one & 0xF0) <= 0x90 && (one & 0x0F) <= 9 ? ((one & 0xF0) >> 4) * 10 + (one & 0x0F) : NOT_A_DIGIT;
        };
    }

    /** Returns the byte that says a digit. */
    byte write(int digit) {
        return switch (this) {
            case BINARY, LITTLE_ENDIAN -> (byte) digit;
            case ASCII -> (byte) ('0' + digit);
            case HEX -> (byte) Character.forDigit(digit, 16);
            case EBCDIC -> (byte) (0xF0 | digit);
            case BCD -> (byte) (((digit / 10) << 4) | (digit % 10));
        };
    }
}
