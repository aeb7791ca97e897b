package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.ColumnKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which terms a value stands under in the index, and whether it is a value of its kind at all. */
final class Terms {
    /** Exponents beyond this are no measure of anything and would make a small text a huge number. */
    private static final int LARGEST_EXPONENT = 1000;

    private Terms() {}

    /** Adds the terms of a stored value; the column's {@link Term#hasValue()} is not among them. */
    static void add(ColumnKind kind, String value, Collection<Term> terms) {
        switch (kind) {
            case TEXT -> {
                String folded = Fold.fold(value);
                List<String> words = new ArrayList<>();
                Fold.addWords(folded, words);
                words.forEach(word -> terms.add(Term.word(word)));
                terms.add(Term.wholeText(folded));
            }
            case INTEGER, REFERENCE -> integer(value).ifPresent(number -> terms.add(Term.integer(number)));
            case DECIMAL -> decimal(value).ifPresent(number -> terms.add(Term.decimal(number)));
            case DATE ->
                DateSpan.parse(value).ifPresent(span -> {
                    terms.add(Term.from(span.from()));
                    terms.add(Term.to(span.to()));
                });
            default -> throw new IllegalArgumentException("no terms for " + kind);
        }
    }

    /** Tells whether a text is a value of a kind. */
    static boolean fits(ColumnKind kind, String value) {
        return switch (kind) {
            case TEXT -> value.indexOf('\0') < 0;
            case INTEGER -> integer(value).isPresent();
            case REFERENCE -> integer(value).filter(Terms::isIrn).isPresent();
            case DECIMAL -> decimal(value).isPresent();
            case DATE -> DateSpan.parse(value).isPresent();
        };
    }

    static boolean isIrn(long number) {
        return number >= 0 && number <= Integer.MAX_VALUE;
    }

    static Optional<Long> integer(String value) {
        try {
            return Optional.of(Long.parseLong(value.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<BigDecimal> decimal(String value) {
        try {
            if (value.length() > 100) {
                return Optional.empty();
            }
            BigDecimal number = new BigDecimal(value.strip());
            return Math.abs((long) number.scale()) > LARGEST_EXPONENT ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
