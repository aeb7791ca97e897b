package io.fairlead.catalogue;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a column is compared with a value. A column with several values meets a comparison where one of its values does;
 * only {@link #NOT_EQUAL} asks that none is equal. Apart from {@link #IS_NULL}, an empty column meets none of them.
 *
 * <p>Text is folded on both sides: compatibility decomposition (NFKD), marks dropped, case folded. A word is a run of
 * letters and digits. A date that names a year, a month or a day is the time from its first to its last second: it
 * equals a value that lies within it, is less than one that begins later, and greater than one that ends earlier.
 */
public enum Operator {
    /** The natural one for the column: {@link #CONTAINS} for text, {@link #EQUAL} for all else. */
    NATURAL("matches"),
    /** Every word of the value occurs in the column; for anything but text the same as {@link #EQUAL}. */
    CONTAINS("contains"),
    /** The whole value is the same. */
    EQUAL("="),
    /** There is a value, and none is the same. */
    NOT_EQUAL("<>"),
    /** Less; for text, in the order of the folded characters. */
    LESS("<"),
    /** Less or the same. */
    AT_MOST("<="),
    /** Greater. */
    GREATER(">"),
    /** Greater or the same. */
    AT_LEAST(">="),
    /** The column is empty; the value does not matter. */
    IS_NULL("is null");

    private final String word;

    Operator(String word) {
        this.word = word;
    }

    /** Returns the operator as clients write it, such as {@code <=}. */
    public String word() {
        return word;
    }

    /** Returns the operator that clients write so, without regard to case. */
    public static Optional<Operator> named(String word) {
        return Arrays.stream(values())
                .filter(operator -> operator.word.equalsIgnoreCase(word))
                .findFirst();
    }
}
