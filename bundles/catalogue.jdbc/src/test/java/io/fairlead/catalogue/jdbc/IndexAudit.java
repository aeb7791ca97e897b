package io.fairlead.catalogue.jdbc;

import static io.fairlead.catalogue.jdbc.Catalogues.call;

import io.fairlead.catalogue.ModuleInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/** Compares the whole index with what the stored records say that it should be. */
final class IndexAudit {
    private IndexAudit() {}

    /** Returns the index as it is stored: irns by column, term and block. */
    static Map<String, String> stored(JdbcCatalogue catalogue) {
        return catalogue.database().read(call(), session -> {
            Map<String, String> rows = new TreeMap<>();
            try (PreparedStatement all = session.prepare("SELECT col, term, block, irns FROM fl_index");
                    ResultSet each = all.executeQuery()) {
                while (each.next()) {
                    rows.put(
                            key(each.getInt(1), Term.of(each.getBytes(2)), each.getInt(3)),
                            Index.decode(each.getBytes(4)).toString());
                }
            }
            return rows;
        });
    }

    /** Returns the index as the records that are there would make it. */
    static Map<String, String> expected(JdbcCatalogue catalogue) {
        return catalogue.database().read(call(), session -> {
            Map<String, String> rows = new TreeMap<>();
            for (ModuleInfo module : catalogue.modules()) {
                StoredModule stored = catalogue.stored(module.name());
                TermChanges changes = new TermChanges(stored);
                new RecordWriter(stored, session).read(irns(stored, session)).forEach(changes::add);
                changes.changes().forEach((key, change) -> {
                    RoaringBitmap irns = new RoaringBitmap();
                    change.apply(irns);
                    rows.put(key(key.column(), key.term(), key.block()), irns.toString());
                });
            }
            return rows;
        });
    }

    /** The records of a module as its own table has them. */
    private static int[] irns(StoredModule module, Session session) throws SQLException {
        String own = module.tables().get(0).name();
        RoaringBitmap irns = new RoaringBitmap();
        try (PreparedStatement all = session.prepare("SELECT irn FROM " + own);
                ResultSet each = all.executeQuery()) {
            while (each.next()) {
                irns.add(each.getInt(1));
            }
        }
        return irns.toArray();
    }

    private static String key(int column, Term term, int block) {
        return column + " " + term + " " + block;
    }
}
