package io.fairlead.catalogue;

import java.util.List;

/** Which records a search is for: an immutable tree. */
public sealed interface Query {
    /** Every record. */
    record All() implements Query {}

    /** The records that meet all conditions; with none, every record. */
    record And(List<Query> conditions) implements Query {
        public And {
            conditions = List.copyOf(conditions);
        }
    }

    /** The records that meet at least one condition; with none, no record. */
    record Or(List<Query> conditions) implements Query {
        public Or {
            conditions = List.copyOf(conditions);
        }
    }

    /** The records that do not meet a condition. */
    record Not(Query condition) implements Query {}

    /**
     * The records where at least one of some columns compares so; more than one column is an alias.
     *
     * @param columns exact names, at least one
     * @param value as the client wrote it; the column's kind says how it is read
     */
    record Compare(List<String> columns, Operator operator, String value) implements Query {
        public Compare {
            columns = List.copyOf(columns);
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("a comparison needs at least one column");
            }
        }
    }

    /** The records with these irns, as far as they exist. */
    record HasKey(Irns irns) implements Query {}

    /** Returns the query that no record meets. */
    static Query none() {
        return new Or(List.of());
    }

    /** Returns a comparison of one column. */
    static Query compare(String column, Operator operator, String value) {
        return new Compare(List.of(column), operator, value);
    }
}
