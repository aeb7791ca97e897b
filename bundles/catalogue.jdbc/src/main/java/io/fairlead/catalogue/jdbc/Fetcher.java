package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.ColumnInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads records, one statement a table for up to {@value #LARGEST_ARRAY} of them. */
final class Fetcher {
    /** H2 takes arrays of at most 65,536 elements. */
    private static final int LARGEST_ARRAY = 50_000;

    private static final int ROWS_BETWEEN_CHECKS = 4096;

    private final StoredModule module;
    private final Session session;

    Fetcher(StoredModule module, Session session) {
        this.module = module;
        this.session = session;
    }

    /**
     * Returns the rows of records that exist.
     *
     * @param irns each once
     */
    FetchedRecords fetch(int[] irns, List<ColumnInfo> columns) throws SQLException {
        FetchedRecords records = new FetchedRecords(columns, irns);
        Map<String, List<Integer>> wanted = new HashMap<>();
        for (int column = 0; column < columns.size(); column++) {
            if (columns.get(column).name().equals(Definitions.IRN)) {
                for (int row = 0; row < irns.length; row++) {
                    records.set(row, column, Integer.toString(irns[row]));
                }
            } else {
                wanted.computeIfAbsent(module.table(columns.get(column)).name(), table -> new ArrayList<>())
                        .add(column);
            }
        }
        for (StoredTable table : module.tables()) {
            List<Integer> places = wanted.get(table.name());
            for (int from = 0; places != null && from < irns.length; from += LARGEST_ARRAY) {
                int to = Math.min(irns.length, from + LARGEST_ARRAY);
                read(table, places, records, Arrays.copyOfRange(irns, from, to));
            }
        }
        return records;
    }

    private void read(StoredTable table, List<Integer> places, FetchedRecords records, int[] irns) throws SQLException {
        try (PreparedStatement statement = session.prepare(sql(table, places, records.columns()))) {
            statement.setArray(
                    1, session.connection().createArrayOf(session.dialect().integerElement(), boxed(irns)));
            try (ResultSet rows = statement.executeQuery()) {
                int sinceCheck = 0;
                while (rows.next()) {
                    take(table, places, records, rows);
                    if (++sinceCheck % ROWS_BETWEEN_CHECKS == 0) {
                        session.check();
                    }
                }
            }
        }
    }

    private static void take(StoredTable table, List<Integer> places, FetchedRecords records, ResultSet rows)
            throws SQLException {
        long id = rows.getLong(1);
        int row = records.rowOf(table.arity() == Arity.ATOM ? (int) id : StoredTable.irn(id));
        if (row < 0) {
            return;
        }
        for (int at = 0; at < places.size(); at++) {
            String text = rows.getString(at + 2);
            switch (table.arity()) {
                case ATOM -> records.set(row, places.get(at), text);
                case LIST -> records.set(row, places.get(at), StoredTable.row(id), text);
                case NESTED -> records.set(row, places.get(at), StoredTable.row(id), StoredTable.inner(id), text);
            }
        }
    }

    private static String sql(StoredTable table, List<Integer> places, List<ColumnInfo> columns) {
        StringBuilder sql = new StringBuilder("SELECT t.").append(table.keyName());
        for (int place : places) {
            sql.append(", t.").append(StoredTable.quote(columns.get(place).name()));
        }
        sql.append(" FROM UNNEST(CAST(? AS INTEGER ARRAY)) AS k(irn) JOIN ")
                .append(table.name())
                .append(" t ON ");
        return sql.append(
                        table.arity() == Arity.ATOM
                                ? "t.irn = k.irn"
                                : "t.id BETWEEN k.irn * 4294967296 AND k.irn * 4294967296 + 4294967295")
                .toString();
    }

    private static Integer[] boxed(int[] irns) {
        Integer[] boxed = new Integer[irns.length];
        for (int at = 0; at < irns.length; at++) {
            boxed[at] = irns[at];
        }
        return boxed;
    }
}
