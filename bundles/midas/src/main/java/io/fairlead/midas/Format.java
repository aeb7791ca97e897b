package io.fairlead.midas;

/**
 * The format of a file's elements: how many numbers make one, and what each is.
 *
 * @param mode S, C, V, Q, M, X, T, U, 1 to 9, or A
 * @param type B, I, L, X, F, D, A, P or O
 */
public record Format(char mode, char type) {
    private static final int BITS = 8;
    private static final int CHARACTERS = 8;

    /**
     * Reads a format.
     *
     * @param text two letters, such as {@code SB} or {@code CF}
     * @return the format
     * @throws BlueException where it is none
     */
    public static Format parse(String text) throws BlueException {
        if (text.length() == 2) {
            Format format = new Format(text.charAt(0), text.charAt(1));
            if (format.atoms() > 0 && format.bitsPerAtom() > 0) {
                return format;
            }
        }
        throw new BlueException("The format is '" + printable(text)
                + "'; it must be a mode (S C V Q M X T U A 1-9) and a type (B I L X F D A P O).");
    }

    /** Returns how many atoms make an element; 0 for a mode that is not known. */
    public int atoms() {
        return switch (mode) {
            case 'S', 'U' -> 1;
            case 'C' -> 2;
            case 'V' -> 3;
            case 'Q' -> 4;
            case 'M' -> 9;
            case 'X' -> 10;
            case 'T' -> 16;
            case 'A' -> 32;
            default -> mode >= '1' && mode <= '9' ? mode - '0' : 0;
        };
    }

    /** Returns the bits of an atom; 0 for a type that is not known. */
    public int bitsPerAtom() {
        return switch (type) {
            case 'P' -> 1;
            case 'B', 'O' -> BITS;
            case 'I' -> Short.SIZE;
            case 'L', 'F' -> Integer.SIZE;
            case 'X', 'D' -> Long.SIZE;
            case 'A' -> CHARACTERS * BITS;
            default -> 0;
        };
    }

    /** Returns the bits of an element. */
    public int bits() {
        return atoms() * bitsPerAtom();
    }

    /** Returns the bytes that so many elements take, the last bits rounded up. */
    public long bytes(long elements) {
        return (elements * bits() + BITS - 1) / BITS;
    }

    /** Returns whether an atom is a number. */
    public boolean numeric() {
        return type != 'A';
    }

    @Override
    public String toString() {
        return "" + mode + type;
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}
