package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.ColumnInfo;
import java.util.List;

/**
 * One SQL table: the module's own with its atomic columns, or a child with the lists that go row by row.
 *
 * <p>The own table's key is {@code irn}. A child's is {@code id}, one number that holds irn, row and place in the row
 * (see {@link #id}), so that a record's rows lie side by side.
 *
 * @param name quoted, and made of names that the module definition was checked for
 * @param arity of all its columns
 * @param columns in the order of their definition
 */
record StoredTable(String name, Arity arity, List<ColumnInfo> columns) {
    /** The most rows of a list, and the most values in a row. */
    static final int ROWS = 1 << 16;

    /** Returns the key of a value. */
    static long id(int irn, int row, int inner) {
        return (long) irn << 32 | (long) row << 16 | inner;
    }

    static int irn(long id) {
        return (int) (id >> 32);
    }

    static int row(long id) {
        return (int) (id >> 16) & 0xFFFF;
    }

    static int inner(long id) {
        return (int) id & 0xFFFF;
    }

    String keyName() {
        return arity == Arity.ATOM ? "irn" : "id";
    }

    static String quote(String name) {
        return '"' + name + '"';
    }
}
