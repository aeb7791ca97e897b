package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.RecordFilter;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which records a filter shows. Its condition is taken as a set of irns a module; the set is worked out when first needed
 * and again after each change of the catalogue.
 */
final class Sight {
    private static final RoaringBitmap NOTHING = new RoaringBitmap();

    private final JdbcCatalogue catalogue;
    private final RecordFilter filter;
    private final Map<String, Query> conditions = new ConcurrentHashMap<>();
    private final Map<String, Visible> visible = new ConcurrentHashMap<>();

    Sight(JdbcCatalogue catalogue, RecordFilter filter) {
        this.catalogue = catalogue;
        this.filter = filter;
    }

    /** What can be seen of one module; the sets are not changed. */
    private record Visible(long generation, RoaringBitmap everything, RoaringBitmap shown, RoaringBitmap hidden) {}

    /** Returns the records that can be seen and meet a query. */
    RoaringBitmap find(StoredModule module, Query query, Session session) throws SQLException {
        Visible seen = visible(module, session);
        Evaluator evaluator = new Evaluator(
                module,
                seen.everything(),
                session,
                catalogue.settings().queryTerms(),
                column -> hiddenTargets(column, session));
        return RoaringBitmap.and(evaluator.evaluate(query), seen.shown());
    }

    /** Returns the records of a module that can be seen; the set is not to be changed. */
    RoaringBitmap shown(StoredModule module, Session session) throws SQLException {
        return visible(module, session).shown();
    }

    /** Returns the records that exist and that a reference must not be seen to lead to; empty for other columns. */
    RoaringBitmap hiddenTargets(ColumnInfo column, Session session) throws SQLException {
        return column.target().isEmpty()
                ? NOTHING
                : visible(catalogue.stored(column.target().get()), session).hidden();
    }

    /** Returns those of some irns that can be seen, each once, in their order. */
    int[] seen(StoredModule module, Irns irns, Session session) throws SQLException {
        return among(irns, shown(module, session));
    }

    /** As {@link #shown}, inside a transaction: what it has changed counts. */
    RoaringBitmap shownNow(StoredModule module, Session session) throws SQLException {
        return now(module, condition(module), session);
    }

    /** Returns the records that meet a condition now, inside a transaction. */
    static RoaringBitmap now(StoredModule module, Query condition, Session session) throws SQLException {
        return evaluate(module, condition, new Index(session).exact(module.irnId(), Term.hasValue()), session);
    }

    /** Returns those of some irns that are in a set, each once, in their order. */
    static int[] among(Irns irns, RoaringBitmap some) {
        RoaringBitmap taken = new RoaringBitmap();
        return irns.stream()
                .filter(irn -> Terms.isIrn(irn) && some.contains(irn) && taken.checkedAdd(irn))
                .toArray();
    }

    private Visible visible(StoredModule module, Session session) throws SQLException {
        long generation = session.generation();
        Visible known = visible.get(module.name());
        if (known != null && known.generation() == generation) {
            return known;
        }
        RoaringBitmap everything = new Index(session).exact(module.irnId(), Term.hasValue());
        RoaringBitmap shown = RoaringBitmap.and(evaluate(module, condition(module), everything, session), everything);
        Visible fresh = new Visible(generation, everything, shown, RoaringBitmap.andNot(everything, shown));
        visible.put(module.name(), fresh);
        return fresh;
    }

    private Query condition(StoredModule module) {
        return conditions.computeIfAbsent(module.name(), name -> filter.condition(module.info()));
    }

    /** A condition is worked out over all records: it may refer to what it hides. */
    private static RoaringBitmap evaluate(
            StoredModule module, Query condition, RoaringBitmap everything, Session session) throws SQLException {
        return new Evaluator(module, everything, session, Integer.MAX_VALUE, column -> NOTHING).evaluate(condition);
    }
}
