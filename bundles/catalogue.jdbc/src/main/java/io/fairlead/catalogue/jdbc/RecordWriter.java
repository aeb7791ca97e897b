package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.ColumnInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Puts records into a module and takes them out, with their terms in the index, in the caller's transaction. */
final class RecordWriter {
    private static final int ROWS_IN_A_BATCH = 1000;

    private final StoredModule module;
    private final Session session;

    RecordWriter(StoredModule module, Session session) {
        this.module = module;
        this.session = session;
    }

    /** Returns all records of the module. */
    RoaringBitmap existing() throws SQLException {
        return new Index(session).exact(module.irnId(), Term.hasValue());
    }

    /** Returns records that exist, whole. */
    List<StoredRecord> read(int[] irns) throws SQLException {
        List<ColumnInfo> columns = module.info().columns();
        FetchedRecords fetched = new Fetcher(module, session).fetch(irns, columns);
        List<StoredRecord> records = new ArrayList<>();
        for (int row = 0; row < fetched.size(); row++) {
            @Nullable Object[] cells = StoredRecord.empty(module.info());
            for (int place = 1; place < cells.length; place++) {
                cells[place] = fetched.cell(row, place);
            }
            records.add(new StoredRecord(fetched.irn(row), cells));
        }
        return records;
    }

    /**
     * Replaces records.
     *
     * @param old what is there, whole, and goes
     * @param put what comes; a record among the old ones is replaced
     */
    void write(Collection<StoredRecord> old, Collection<StoredRecord> put) throws SQLException {
        TermChanges changes = new TermChanges(module);
        old.forEach(changes::remove);
        put.forEach(changes::add);
        for (StoredTable table : module.tables()) {
            if (!old.isEmpty()) {
                delete(table, old);
            }
            insert(table, put);
        }
        new IndexWriter(session).write(changes);
    }

    private void delete(StoredTable table, Collection<StoredRecord> old) throws SQLException {
        boolean own = table.arity() == Arity.ATOM;
        String sql = "DELETE FROM " + table.name() + (own ? " WHERE irn = ?" : " WHERE id BETWEEN ? AND ?");
        try (PreparedStatement statement = session.prepare(sql)) {
            for (StoredRecord record : old) {
                if (own) {
                    statement.setInt(1, record.irn());
                } else {
                    statement.setLong(1, StoredTable.id(record.irn(), 0, 0));
                    statement.setLong(2, StoredTable.id(record.irn(), StoredTable.ROWS - 1, StoredTable.ROWS - 1));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void insert(StoredTable table, Collection<StoredRecord> put) throws SQLException {
        int[] places = table.columns().stream()
                .mapToInt(column -> module.info().columns().indexOf(column))
                .toArray();
        String sql = "INSERT INTO " + table.name() + " VALUES (?" + ", ?".repeat(places.length) + ")";
        try (PreparedStatement statement = session.prepare(columnsNamed(table, sql))) {
            Batch batch = new Batch(statement, table);
            for (StoredRecord record : put) {
                switch (table.arity()) {
                    case ATOM -> batch.add(record.irn(), place -> record.cells()[place], places);
                    case LIST -> lists(record, places, batch);
                    case NESTED -> nested(record, places[0], batch);
                }
            }
            batch.flush();
        }
    }

    private static String columnsNamed(StoredTable table, String sql) {
        StringBuilder names = new StringBuilder(" (").append(table.keyName());
        table.columns().forEach(column -> names.append(", ").append(StoredTable.quote(column.name())));
        return sql.replace(" VALUES ", names.append(") VALUES ").toString());
    }

    private static void lists(StoredRecord record, int[] places, Batch batch) throws SQLException {
        int rows = 0;
        for (int place : places) {
            rows = record.cells()[place] instanceof Object[] entries ? Math.max(rows, entries.length) : rows;
        }
        for (int row = 0; row < rows; row++) {
            int at = row;
            batch.add(
                    StoredTable.id(record.irn(), row, 0),
                    place -> record.cells()[place] instanceof Object[] entries && at < entries.length
                            ? entries[at]
                            : null,
                    places);
        }
    }

    private static void nested(StoredRecord record, int place, Batch batch) throws SQLException {
        if (!(record.cells()[place] instanceof Object[] rows)) {
            return;
        }
        int[] one = {place};
        for (int row = 0; row < rows.length; row++) {
            Object[] values = rows[row] instanceof Object[] some ? some : new Object[0];
            for (int inner = 0; inner < values.length; inner++) {
                Object value = values[inner];
                if (value != null) {
                    batch.add(StoredTable.id(record.irn(), row, inner), each -> value, one);
                }
            }
        }
    }

    /** Gives a column's value in one row. */
    @FunctionalInterface
    private interface Cells {
        @Nullable
        Object at(int place);
    }

    /** Rows on their way into one table. */
    private final class Batch {
        private final PreparedStatement statement;
        private final StoredTable table;
        private int waiting;

        Batch(PreparedStatement statement, StoredTable table) {
            this.statement = statement;
            this.table = table;
        }

        void add(long key, Cells cells, int[] places) throws SQLException {
            statement.setLong(1, key);
            for (int at = 0; at < places.length; at++) {
                set(at + 2, table.columns().get(at), cells.at(places[at]));
            }
            statement.addBatch();
            if (++waiting == ROWS_IN_A_BATCH) {
                flush();
            }
        }

        private void set(int parameter, ColumnInfo column, @Nullable Object value) throws SQLException {
            boolean number = column.isReference() || column.kind() == io.fairlead.catalogue.ColumnKind.INTEGER;
            if (value == null) {
                statement.setNull(parameter, number ? Types.BIGINT : Types.VARCHAR);
            } else if (number) {
                statement.setLong(parameter, Long.parseLong(value.toString()));
            } else {
                statement.setString(parameter, value.toString());
            }
        }

        void flush() throws SQLException {
            if (waiting > 0) {
                session.runs(statement);
                statement.executeBatch();
                waiting = 0;
            }
        }
    }
}
