package io.fairlead.imu.terms;

import java.util.Locale;
import java.util.Optional;

/** How a term compares. */
public enum Operator {
    /** As is natural for the column's type: words in text, equal otherwise. */
    MATCHES("matches"),
    /** Every word of the value occurs in the column. */
    CONTAINS("contains"),
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String word;

    Operator(String word) {
        this.word = word;
    }

    /** Returns the operator as clients write it. */
    public String word() {
        return word;
    }

    /** Returns the operator for a word in either case; {@code ==} and {@code !=} are read as well. */
    public static Optional<Operator> of(String word) {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        for (Operator operator : values()) {
            if (operator.word.equals(lower)) {
                return Optional.of(operator);
            }
        }
        return switch (lower) {
            case "" -> Optional.of(MATCHES);
            case "==" -> Optional.of(EQUAL);
            case "!=" -> Optional.of(NOT_EQUAL);
            default -> Optional.empty();
        };
    }
}
