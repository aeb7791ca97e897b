package io.fairlead.catalogue;

/** What a column's values are. */
public enum ColumnKind {
    /** Text; its natural operator is {@link Operator#CONTAINS}. */
    TEXT,
    /** A whole number of 64 bits. */
    INTEGER,
    /** A decimal number, kept as it was written and compared by its value. */
    DECIMAL,
    /**
     * A date, or a date and time, kept as it was written. A year or a year and month is the whole time that it names:
     * see {@link Operator}.
     */
    DATE,
    /** The irn of a record in another module. */
    REFERENCE
}
