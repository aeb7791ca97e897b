package io.fairlead.catalogue.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/**
 * Gives each new record of a module an irn that none has had: references to a removed record must not come to lead to
 * another one. Kept is only the highest irn of a removed record; that of the others is seen.
 */
final class NextIrn {
    private final StoredModule module;
    private final Session session;

    NextIrn(StoredModule module, Session session) {
        this.module = module;
        this.session = session;
    }

    /** Returns the irn for a record more. */
    int after(RoaringBitmap existing) throws SQLException {
        int highest = Math.max(existing.isEmpty() ? 0 : existing.last(), removed());
        if (highest == Integer.MAX_VALUE) {
            throw Changes.refused(module.name(), "there is no irn above " + highest);
        }
        return highest + 1;
    }

    /** Keeps in mind that records are about to be removed. */
    void keepAfter(RoaringBitmap existing, int[] going) throws SQLException {
        int highest = Arrays.stream(going).max().orElse(0);
        if (existing.isEmpty() || highest < existing.last() || highest <= removed()) {
            return;
        }
        if (execute("UPDATE fl_meta SET val = ? WHERE name = ?", highest) == 0) {
            execute("INSERT INTO fl_meta (val, name) VALUES (?, ?)", highest);
        }
    }

    private int removed() throws SQLException {
        try (PreparedStatement statement = session.prepare("SELECT val FROM fl_meta WHERE name = ?")) {
            statement.setString(1, name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private int execute(String sql, int irn) throws SQLException {
        try (PreparedStatement statement = session.prepare(sql)) {
            statement.setInt(1, irn);
            statement.setString(2, name());
            return statement.executeUpdate();
        }
    }

    private String name() {
        return "removed." + module.irnId();
    }
}
