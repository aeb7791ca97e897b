package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.CatalogueException.Kind;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.catalogue.Value;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** Changes records through a view: those that it shows and that may be changed; all of a call or none. */
final class Changes {
    private final JdbcCatalogue catalogue;
    private final Sight sight;
    private final RecordFilter changeable;

    Changes(JdbcCatalogue catalogue, Sight sight, RecordFilter changeable) {
        this.catalogue = catalogue;
        this.sight = sight;
        this.changeable = changeable;
    }

    int insert(String module, Map<String, Value> values, Call call) {
        StoredModule stored = writable(module);
        int given = StoredRecord.irn(stored.info(), values);
        StoredRecord record =
                StoredRecord.with(stored.info(), Math.max(given, 0), StoredRecord.empty(stored.info()), values);
        return catalogue.change(call, session -> {
            RecordWriter writer = new RecordWriter(stored, session);
            RoaringBitmap existing = writer.existing();
            int irn = given >= 0 ? given : new NextIrn(stored, session).after(existing);
            if (existing.contains(irn)) {
                throw refused(module, "the irn " + irn + " is taken");
            }
            writer.write(List.of(), List.of(new StoredRecord(irn, record.cells())));
            checkAfter(stored, new int[] {irn}, session);
            return irn;
        });
    }

    Irns update(String module, Irns irns, Map<String, Value> values, Call call) {
        StoredModule stored = writable(module);
        if (values.containsKey(Definitions.IRN)) {
            throw refused(module, "the irn of a record does not change");
        }
        return catalogue.change(call, session -> {
            RecordWriter writer = new RecordWriter(stored, session);
            int[] some = changeable(stored, irns, session);
            List<StoredRecord> old = writer.read(some);
            List<StoredRecord> changed = old.stream()
                    .map(record -> StoredRecord.with(stored.info(), record.irn(), record.cells(), values))
                    .toList();
            writer.write(old, changed);
            checkAfter(stored, some, session);
            return Irns.of(some);
        });
    }

    Irns remove(String module, Irns irns, Call call) {
        StoredModule stored = writable(module);
        return catalogue.change(call, session -> {
            RecordWriter writer = new RecordWriter(stored, session);
            int[] some = changeable(stored, irns, session);
            new NextIrn(stored, session).keepAfter(writer.existing(), some);
            writer.write(writer.read(some), List.of());
            return Irns.of(some);
        });
    }

    private StoredModule writable(String module) {
        StoredModule stored = catalogue.stored(module);
        if (!catalogue.settings().updates()) {
            throw refused(module, "the catalogue is read-only");
        }
        return stored;
    }

    /** Returns those of some irns that are seen; all of them may be changed. */
    private int[] changeable(StoredModule module, Irns irns, Session session) throws SQLException {
        int[] some = Sight.among(irns, sight.shownNow(module, session));
        checkChangeable(module, some, session);
        return some;
    }

    private void checkAfter(StoredModule module, int[] irns, Session session) throws SQLException {
        RoaringBitmap shown = sight.shownNow(module, session);
        for (int irn : irns) {
            if (!shown.contains(irn)) {
                throw refused(module.name(), "record " + irn + " could not be seen afterwards with the present access");
            }
        }
        checkChangeable(module, irns, session);
    }

    private void checkChangeable(StoredModule module, int[] irns, Session session) throws SQLException {
        RoaringBitmap allowed = Sight.now(module, changeable.condition(module.info()), session);
        for (int irn : irns) {
            if (!allowed.contains(irn)) {
                throw new CatalogueException(
                        Kind.FORBIDDEN,
                        "module " + module.name() + ": record " + irn + " may not be changed with the present access",
                        List.of(module.name(), Integer.toString(irn)));
            }
        }
    }

    static CatalogueException refused(String module, String reason) {
        return new CatalogueException(Kind.REFUSED, "module " + module + ": " + reason, List.of(module, reason));
    }
}
