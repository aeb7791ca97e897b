package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.CatalogueException.Kind;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.Matches;
import io.fairlead.catalogue.Query;
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
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/** A catalogue through a filter. */
final class JdbcView implements View {
    private static final RoaringBitmap NOTHING = new RoaringBitmap();

    private final JdbcCatalogue catalogue;
    private final Sight sight;
    private final Changes changes;

    JdbcView(JdbcCatalogue catalogue, Sight sight, Changes changes) {
        this.catalogue = catalogue;
        this.sight = sight;
        this.changes = changes;
    }

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
        return catalogue.database().read(call, session -> sight.find(module, query, session));
    }

    @Override
    public Records records(String module, Irns irns, List<String> columns, Call call) {
        StoredModule stored = catalogue.stored(module);
        List<ColumnInfo> wanted = columns.stream().map(stored.info()::column).toList();
        bound(irns, catalogue.settings().fetchLimit());
        return catalogue.database().read(call, session -> fetch(stored, irns, wanted, session));
    }

    /** Fetches what can be seen; a reference to what cannot is empty. */
    private FetchedRecords fetch(StoredModule module, Irns irns, List<ColumnInfo> columns, Session session)
            throws SQLException {
        FetchedRecords records = new Fetcher(module, session).fetch(sight.seen(module, irns, session), columns);
        for (int column = 0; column < columns.size(); column++) {
            RoaringBitmap hidden = sight.hiddenTargets(columns.get(column), session);
            if (!hidden.isEmpty()) {
                records.emptyReferences(column, hidden);
            }
        }
        return records;
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
            RoaringBitmap shown = sight.shown(stored, session);
            RoaringBitmap hidden = sight.hiddenTargets(info, session);
            List<Irns> byTarget = new ArrayList<>();
            boolean cut = false;
            for (RoaringBitmap referring : new Index(session).referring(stored.id(info), targets)) {
                int target = targets.at(byTarget.size());
                referring.and(hidden.contains(target) ? NOTHING : shown);
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
        FetchedRecords records = catalogue.database().read(call, session -> fetch(stored, irns, columns, session));
        return new Sorter(records, keys, options).sort();
    }

    @Override
    public int insert(String module, Map<String, Value> values, Call call) {
        return changes.insert(module, values, call);
    }

    @Override
    public Irns update(String module, Irns irns, Map<String, Value> values, Call call) {
        bound(irns, catalogue.settings().fetchLimit());
        return changes.update(module, irns, values, call);
    }

    @Override
    public Irns remove(String module, Irns irns, Call call) {
        bound(irns, catalogue.settings().fetchLimit());
        return changes.remove(module, irns, call);
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
