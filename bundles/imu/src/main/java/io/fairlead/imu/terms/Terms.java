package io.fairlead.imu.terms;

import java.util.List;

/** A search condition. */
public sealed interface Terms {
    /** The condition that every record meets. */
    Terms EVERYTHING = new And(List.of());

    /** The condition that no record meets. */
    Terms NOTHING = new Or(List.of());

    /**
     * All of several conditions.
     *
     * @param terms the conditions; without any, every record meets it
     */
    record And(List<Terms> terms) implements Terms {
        public And {
            terms = List.copyOf(terms);
        }
    }

    /**
     * At least one of several conditions.
     *
     * @param terms the conditions; without any, no record meets it
     */
    record Or(List<Terms> terms) implements Terms {
        public Or {
            terms = List.copyOf(terms);
        }
    }

    /**
     * The contrary of a condition; only findWhere has it.
     *
     * @param term the condition
     */
    record Not(Terms term) implements Terms {}

    /**
     * A comparison of one column, or of any column of a search alias. Nested tables are meant by their plain name or
     * the name of one of their columns, and meet it with any of their values.
     *
     * @param column the column's or alias's name
     * @param operator how to compare
     * @param value with what: text as the client sent it, numbers in decimal without exponent; may be empty
     */
    record Term(String column, Operator operator, String value) implements Terms {}

    /**
     * Whether a column has no value; only findWhere has it.
     *
     * @param column the column's name
     */
    record Empty(String column) implements Terms {}
}
