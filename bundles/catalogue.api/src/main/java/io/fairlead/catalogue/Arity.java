package io.fairlead.catalogue;

/** How many values a record has in a column. */
public enum Arity {
    /** At most one. */
    ATOM,
    /** A list: {@code _tab}, or {@code 0} for tables of dates. */
    LIST,
    /** A list of lists: {@code _nesttab}. */
    NESTED
}
