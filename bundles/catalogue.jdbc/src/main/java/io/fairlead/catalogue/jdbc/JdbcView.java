package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.CatalogueException.Kind;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.Matches;
import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.catalogue.Records;
import io.fairlead.catalogue.Referring;
import io.fairlead.catalogue.SortKey;
import io.fairlead.catalogue.SortOptions;
import io.fairlead.catalogue.Sorted;
import io.fairlead.catalogue.Value;
import io.fairlead.catalogue.View;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * A catalogue through a filter. The filter's condition is taken as a set of irns; it is worked out when first needed and
 * again after each change of the catalogue.
 */
final class JdbcView implements View {
    private final JdbcCatalogue catalogue;
    private final RecordFilter filter;
    private final Map<String, Query> conditions = new ConcurrentHashMap<>();
    private final Map<String, Visible> visible = new ConcurrentHashMap<>();

    JdbcView(JdbcCatalogue catalogue, RecordFilter filter) {
        this.catalogue = catalogue;
        this.filter = filter;
    }

    /** What can be seen of one module; the sets are not changed. */
    private record Visible(long generation, RoaringBitmap everything, RoaringBitmap shown) {}

    @Override
    public Matches search(String module, Query query, int limit, Call call) {
        int most = Math.min(limit, catalogue.settings().matchLimit());
        RoaringBitmap found = find(catalogue.stored(module), query, call);
        return new Matches(irns(found, most), found.getLongCardinality() > most);
    }

    @Override
    public long count(String module, Query query, Call call) {
        return find(catalogue.stored(module), query, call).getLongCardinality();
    }

    private RoaringBitmap find(StoredModule module, Query query, Call call) {
        return catalogue.database().read(call, session -> find(module, query, session));
    }

    private RoaringBitmap find(StoredModule module, Query query, Session session) throws SQLException {
        Visible seen = visible(module, session);
        Evaluator evaluator = new Evaluator(
                module, seen.everything(), session, catalogue.settings().queryTerms());
        return RoaringBitmap.and(evaluator.evaluate(query), seen.shown());
    }

    private Visible visible(StoredModule module, Session session) throws SQLException {
        long generation = catalogue.generation(session);
        Visible known = visible.get(module.name());
        if (known != null && known.generation() == generation) {
            return known;
        }
        Query condition = conditions.computeIfAbsent(module.name(), name -> filter.condition(module.info()));
        RoaringBitmap everything = new Index(session).exact(module.irnId(), Term.hasValue());
        RoaringBitmap shown = new Evaluator(module, everything, session, Integer.MAX_VALUE).evaluate(condition);
        Visible fresh = new Visible(generation, everything, RoaringBitmap.and(shown, everything));
        visible.put(module.name(), fresh);
        return fresh;
    }

    @Override
    public Records records(String module, Irns irns, List<String> columns, Call call) {
        StoredModule stored = catalogue.stored(module);
        List<ColumnInfo> wanted = columns.stream().map(stored.info()::column).toList();
        bound(irns, catalogue.settings().fetchLimit());
        return catalogue.database().read(call, session -> new Fetcher(stored, session)
                .fetch(seen(stored, irns, session), wanted));
    }

    /** Returns those of some irns that can be seen, each once, in their order. */
    private int[] seen(StoredModule module, Irns irns, Session session) throws SQLException {
        RoaringBitmap shown = visible(module, session).shown();
        RoaringBitmap taken = new RoaringBitmap();
        return irns.stream()
                .filter(irn -> Terms.isIrn(irn) && shown.contains(irn) && taken.checkedAdd(irn))
                .toArray();
    }

    @Override
    public Referring referring(String module, String column, Irns targets, int limit, Call call) {
        StoredModule stored = catalogue.stored(module);
        ColumnInfo info = stored.info().column(column);
        if (!info.isReference()) {
            throw new CatalogueException(
                    Kind.WRONG_KIND,
                    "column " + column + " of module " + module + " is no reference to another record",
                    List.of(module, column));
        }
        bound(targets, catalogue.settings().fetchLimit());
        int most = Math.min(limit, catalogue.settings().attachmentLimit());
        return catalogue.database().read(call, session -> {
            RoaringBitmap shown = visible(stored, session).shown();
            List<Irns> byTarget = new ArrayList<>();
            boolean cut = false;
            for (RoaringBitmap referring : new Index(session).referring(stored.id(info), targets)) {
                referring.and(shown);
                cut |= referring.getLongCardinality() > most;
                byTarget.add(irns(referring, most));
            }
            return new Referring(byTarget, cut);
        });
    }

    @Override
    public Sorted sort(String module, Irns irns, List<SortKey> keys, SortOptions options, Call call) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a sort needs at least one key");
        }
        StoredModule stored = catalogue.stored(module);
        List<ColumnInfo> columns =
                keys.stream().map(key -> stored.info().column(key.column())).toList();
        bound(irns, catalogue.settings().matchLimit());
        FetchedRecords records = catalogue.database().read(call, session -> new Fetcher(stored, session)
                .fetch(seen(stored, irns, session), columns));
        return new Sorter(records, keys, options).sort();
    }

    @Override
    public int insert(String module, Map<String, Value> values, Call call) {
        StoredModule stored = changeable(module);
        int given = StoredRecord.irn(stored.info(), values);
        StoredRecord record =
                StoredRecord.with(stored.info(), Math.max(given, 0), StoredRecord.empty(stored.info()), values);
        return catalogue.change(call, session -> {
            RecordWriter writer = new RecordWriter(stored, session);
            RoaringBitmap existing = writer.existing();
            int irn = given >= 0 ? given : existing.isEmpty() ? 1 : Math.addExact(existing.last(), 1);
            if (existing.contains(irn)) {
                throw refused(module, "the irn " + irn + " is taken");
            }
            writer.write(List.of(), List.of(new StoredRecord(irn, record.cells())));
            checkSeen(stored, new int[] {irn}, session);
            return irn;
        });
    }

    @Override
    public Irns update(String module, Irns irns, Map<String, Value> values, Call call) {
        StoredModule stored = changeable(module);
        bound(irns, catalogue.settings().fetchLimit());
        if (values.containsKey(Definitions.IRN)) {
            throw refused(module, "the irn of a record does not change");
        }
        return catalogue.change(call, session -> {
            RecordWriter writer = new RecordWriter(stored, session);
            int[] some = seenNow(stored, irns, session);
            List<StoredRecord> old = writer.read(some);
            List<StoredRecord> changed = old.stream()
                    .map(record -> StoredRecord.with(stored.info(), record.irn(), record.cells(), values))
                    .toList();
            writer.write(old, changed);
            checkSeen(stored, some, session);
            return Irns.of(some);
        });
    }

    @Override
    public Irns remove(String module, Irns irns, Call call) {
        StoredModule stored = changeable(module);
        bound(irns, catalogue.settings().fetchLimit());
        return catalogue.change(call, session -> {
            RecordWriter writer = new RecordWriter(stored, session);
            int[] some = seenNow(stored, irns, session);
            writer.write(writer.read(some), List.of());
            return Irns.of(some);
        });
    }

    private StoredModule changeable(String module) {
        StoredModule stored = catalogue.stored(module);
        if (!catalogue.settings().updates()) {
            throw refused(module, "the catalogue is read-only");
        }
        return stored;
    }

    /** As {@link #seen}, inside a transaction: what it has changed counts. */
    private int[] seenNow(StoredModule module, Irns irns, Session session) throws SQLException {
        RoaringBitmap shown = shownNow(module, session);
        RoaringBitmap taken = new RoaringBitmap();
        return irns.stream()
                .filter(irn -> Terms.isIrn(irn) && shown.contains(irn) && taken.checkedAdd(irn))
                .toArray();
    }

    private RoaringBitmap shownNow(StoredModule module, Session session) throws SQLException {
        Query condition = conditions.computeIfAbsent(module.name(), name -> filter.condition(module.info()));
        RoaringBitmap everything = new RecordWriter(module, session).existing();
        return new Evaluator(module, everything, session, Integer.MAX_VALUE).evaluate(condition);
    }

    private void checkSeen(StoredModule module, int[] irns, Session session) throws SQLException {
        RoaringBitmap shown = shownNow(module, session);
        for (int irn : irns) {
            if (!shown.contains(irn)) {
                throw refused(module.name(), "record " + irn + " could not be seen afterwards with the present access");
            }
        }
    }

    private static CatalogueException refused(String module, String reason) {
        return new CatalogueException(Kind.REFUSED, "module " + module + ": " + reason, List.of(module, reason));
    }

    private static void bound(Irns irns, int limit) {
        if (irns.size() > limit) {
            throw Evaluator.tooMany("records in one call", limit);
        }
    }

    private static Irns irns(RoaringBitmap found, int most) {
        long size = found.getLongCardinality();
        if (size <= most) {
            return Irns.of(found.toArray());
        }
        int[] first = new int[most];
        PeekableIntIterator each = found.getIntIterator();
        for (int at = 0; at < most; at++) {
            first[at] = each.next();
        }
        return Irns.of(first);
    }
}
