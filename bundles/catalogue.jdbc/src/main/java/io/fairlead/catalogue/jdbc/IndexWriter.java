package io.fairlead.catalogue.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** Writes changes into the index: reads the sets that are there, a chunk at a time, and puts the changed ones back. */
final class IndexWriter {
    private static final int CHUNK = 512;
    private static final String READ = "SELECT i.col, i.term, i.block, i.irns"
            + " FROM UNNEST(CAST(? AS INTEGER ARRAY), CAST(? AS %s ARRAY), CAST(? AS INTEGER ARRAY)) AS k(col, term, block)"
            + " JOIN fl_index i ON i.col = k.col AND i.term = k.term AND i.block = k.block";
    private static final String INSERT = "INSERT INTO fl_index (irns, col, term, block) VALUES (?, ?, ?, ?)";
    private static final String UPDATE = "UPDATE fl_index SET irns = ? WHERE col = ? AND term = ? AND block = ?";
    private static final String DELETE = "DELETE FROM fl_index WHERE col = ? AND term = ? AND block = ?";

    private final Session session;

    IndexWriter(Session session) {
        this.session = session;
    }

    void write(TermChanges changes) throws SQLException {
        try (PreparedStatement read =
                        session.prepare(READ.formatted(session.dialect().bytesElement()));
                PreparedStatement insert = session.prepare(INSERT);
                PreparedStatement update = session.prepare(UPDATE);
                PreparedStatement delete = session.prepare(DELETE)) {
            List<Map.Entry<TermChanges.Key, TermChanges.Change>> chunk = new ArrayList<>(CHUNK);
            for (Map.Entry<TermChanges.Key, TermChanges.Change> change :
                    changes.changes().entrySet()) {
                chunk.add(change);
                if (chunk.size() == CHUNK) {
                    write(chunk, read, insert, update, delete);
                    chunk.clear();
                }
            }
            if (!chunk.isEmpty()) {
                write(chunk, read, insert, update, delete);
            }
        }
    }

    private void write(
            List<Map.Entry<TermChanges.Key, TermChanges.Change>> chunk,
            PreparedStatement read,
            PreparedStatement insert,
            PreparedStatement update,
            PreparedStatement delete)
            throws SQLException {
        session.check();
        Map<TermChanges.Key, RoaringBitmap> stored = stored(chunk, read);
        boolean inserts = false;
        boolean updates = false;
        boolean deletes = false;
        for (Map.Entry<TermChanges.Key, TermChanges.Change> change : chunk) {
            RoaringBitmap irns = stored.get(change.getKey());
            boolean isNew = irns == null;
            RoaringBitmap changed = irns == null ? new RoaringBitmap() : irns;
            change.getValue().apply(changed);
            if (!changed.isEmpty()) {
                PreparedStatement statement = isNew ? insert : update;
                statement.setBytes(1, Index.encode(changed));
                key(statement, 2, change.getKey());
                inserts |= isNew;
                updates |= !isNew;
            } else if (!isNew) {
                key(delete, 1, change.getKey());
                deletes = true;
            }
        }
        execute(insert, inserts);
        execute(update, updates);
        execute(delete, deletes);
    }

    private Map<TermChanges.Key, RoaringBitmap> stored(
            List<Map.Entry<TermChanges.Key, TermChanges.Change>> chunk, PreparedStatement read) throws SQLException {
        Integer[] columns = new Integer[chunk.size()];
        byte[][] terms = new byte[chunk.size()][];
        Integer[] blocks = new Integer[chunk.size()];
        for (int at = 0; at < chunk.size(); at++) {
            TermChanges.Key key = chunk.get(at).getKey();
            columns[at] = key.column();
            terms[at] = key.term().bytes();
            blocks[at] = key.block();
        }
        Connection connection = session.connection();
        String integer = session.dialect().integerElement();
        read.setArray(1, connection.createArrayOf(integer, columns));
        read.setArray(2, connection.createArrayOf(session.dialect().bytesElement(), terms));
        read.setArray(3, connection.createArrayOf(integer, blocks));
        Map<TermChanges.Key, RoaringBitmap> stored = new HashMap<>();
        session.runs(read);
        try (ResultSet rows = read.executeQuery()) {
            while (rows.next()) {
                TermChanges.Key key = new TermChanges.Key(rows.getInt(1), Term.of(rows.getBytes(2)), rows.getInt(3));
                stored.put(key, Index.decode(rows.getBytes(4)));
            }
        }
        return stored;
    }

    private static void key(PreparedStatement statement, int first, TermChanges.Key key) throws SQLException {
        statement.setInt(first, key.column());
        statement.setBytes(first + 1, key.term().bytes());
        statement.setInt(first + 2, key.block());
        statement.addBatch();
    }

    private void execute(PreparedStatement statement, boolean some) throws SQLException {
        if (some) {
            session.runs(statement);
            statement.executeBatch();
        }
    }
}
