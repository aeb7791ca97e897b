package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Irns;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/**
 * Reads the index: for each column and term the set of irns, compressed, so that a word that stands in forty thousand
 * records costs one row. Sets are cut into blocks of {@value #BLOCK_BITS} bits of irn, to bound what a change rewrites.
 */
final class Index {
    /** How many low bits of an irn lie in one block. */
    static final int BLOCK_BITS = 18;

    private static final String EXACT = "SELECT irns FROM fl_index WHERE col = ? AND term = ?";
    private static final String RANGE = "SELECT irns FROM fl_index WHERE col = ? AND term >= ? AND term < ?";
    private static final String TERMS = "SELECT term, irns FROM fl_index WHERE col = ? AND term >= ? AND term < ?";
    private static final String MANY = "SELECT i.term, i.irns FROM UNNEST(CAST(? AS %s ARRAY)) AS k(term)"
            + " JOIN fl_index i ON i.col = ? AND i.term = k.term";

    private final Session session;

    Index(Session session) {
        this.session = session;
    }

    static int block(int irn) {
        return irn >>> BLOCK_BITS;
    }

    /** Returns the records that have a term in a column. */
    RoaringBitmap exact(int column, Term term) throws SQLException {
        try (PreparedStatement statement = session.prepare(EXACT)) {
            statement.setInt(1, column);
            statement.setBytes(2, term.bytes());
            return union(statement);
        }
    }

    /** Returns the records that have a term from {@code low} inclusive to {@code high} exclusive in a column. */
    RoaringBitmap range(int column, Term low, Term high) throws SQLException {
        try (PreparedStatement statement = session.prepare(RANGE)) {
            statement.setInt(1, column);
            statement.setBytes(2, low.bytes());
            statement.setBytes(3, high.bytes());
            return union(statement);
        }
    }

    /**
     * Returns the records that refer, by a column, to others than hidden ones.
     *
     * @param low the lowest term of what is referred to, inclusive
     * @param high the highest, exclusive
     */
    RoaringBitmap referring(int column, Term low, Term high, RoaringBitmap hidden) throws SQLException {
        RoaringBitmap all = new RoaringBitmap();
        try (PreparedStatement statement = session.prepare(TERMS)) {
            statement.setInt(1, column);
            statement.setBytes(2, low.bytes());
            statement.setBytes(3, high.bytes());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!hidden.contains((int) Term.number(rows.getBytes(1)))) {
                        all.or(decode(rows.getBytes(2)));
                    }
                }
            }
        }
        return all;
    }

    /** Returns for each irn the records that refer to it by a column, none where there are none. */
    List<RoaringBitmap> referring(int column, Irns targets) throws SQLException {
        byte[][] terms = new byte[targets.size()][];
        Map<Term, RoaringBitmap> found = new HashMap<>();
        for (int at = 0; at < terms.length; at++) {
            Term term = Term.integer(targets.at(at));
            if (found.put(term, new RoaringBitmap()) == null) {
                terms[at] = term.bytes();
            } else {
                terms[at] = new byte[0];
            }
        }
        Dialect dialect = session.dialect();
        try (PreparedStatement statement = session.prepare(MANY.formatted(dialect.bytesElement()))) {
            statement.setArray(1, session.connection().createArrayOf(dialect.bytesElement(), terms));
            statement.setInt(2, column);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    RoaringBitmap irns = found.get(Term.of(rows.getBytes(1)));
                    if (irns != null) {
                        irns.or(decode(rows.getBytes(2)));
                    }
                }
            }
        }
        List<RoaringBitmap> inOrder = new ArrayList<>();
        targets.stream()
                .mapToObj(target -> found.getOrDefault(Term.integer(target), new RoaringBitmap()))
                .forEach(inOrder::add);
        return inOrder;
    }

    private RoaringBitmap union(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                return new RoaringBitmap();
            }
            RoaringBitmap all = decode(rows.getBytes(1));
            while (rows.next()) {
                all.or(decode(rows.getBytes(1)));
            }
            return all;
        }
    }

    static RoaringBitmap decode(byte[] stored) throws SQLException {
        try {
            RoaringBitmap irns = new RoaringBitmap();
            irns.deserialize(ByteBuffer.wrap(stored));
            return irns;
        } catch (java.io.IOException | RuntimeException e) {
            throw new SQLException("the index holds a set of irns that cannot be read; load the catalogue again", e);
        }
    }

    static byte[] encode(RoaringBitmap irns) {
        irns.runOptimize();
        ByteBuffer buffer = ByteBuffer.allocate(irns.serializedSizeInBytes());
        irns.serialize(buffer);
        return buffer.array();
    }
}
