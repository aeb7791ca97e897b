package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.CatalogueException.Kind;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.ColumnKind;
import io.fairlead.catalogue.Operator;
import io.fairlead.catalogue.Query;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** Works a query out over one module's part of the index, set by set. */
final class Evaluator {
    private static final int DEEPEST = 100;

    private final StoredModule module;
    private final RoaringBitmap everything;
    private final Index index;
    private final Session session;
    private final int termLimit;
    private final HiddenTargets hiddenTargets;
    private int terms;

    /** Tells what references must not be seen to lead to. */
    @FunctionalInterface
    interface HiddenTargets {
        /** Returns the records that a column may hold and that count as empty. */
        RoaringBitmap of(ColumnInfo column) throws SQLException;
    }

    /**
     * @param everything all records of the module; not changed
     * @param termLimit most conditions and words
     * @param hiddenTargets a reference to one of them counts as empty
     */
    Evaluator(
            StoredModule module,
            RoaringBitmap everything,
            Session session,
            int termLimit,
            HiddenTargets hiddenTargets) {
        this.module = module;
        this.everything = everything;
        this.index = new Index(session);
        this.session = session;
        this.termLimit = termLimit;
        this.hiddenTargets = hiddenTargets;
    }

    /** Returns the records that meet the query; the set may be {@code everything} itself and is not to be changed. */
    RoaringBitmap evaluate(Query query) throws SQLException {
        return evaluate(query, 0);
    }

    private RoaringBitmap evaluate(Query query, int depth) throws SQLException {
        if (depth > DEEPEST) {
            throw tooMany("levels in a search", DEEPEST);
        }
        count(1);
        session.check();
        if (query instanceof Query.And and) {
            RoaringBitmap all = everything;
            for (Query condition : and.conditions()) {
                all = RoaringBitmap.and(all, evaluate(condition, depth + 1));
            }
            return all;
        }
        if (query instanceof Query.Or or) {
            RoaringBitmap any = new RoaringBitmap();
            for (Query condition : or.conditions()) {
                any.or(evaluate(condition, depth + 1));
            }
            return any;
        }
        if (query instanceof Query.Not not) {
            return RoaringBitmap.andNot(everything, evaluate(not.condition(), depth + 1));
        }
        if (query instanceof Query.HasKey keys) {
            RoaringBitmap some = new RoaringBitmap();
            keys.irns().stream().filter(Terms::isIrn).forEach(some::add);
            some.and(everything);
            return some;
        }
        return query instanceof Query.Compare compare ? compare(compare) : everything;
    }

    private RoaringBitmap compare(Query.Compare compare) throws SQLException {
        RoaringBitmap any = new RoaringBitmap();
        for (String name : compare.columns()) {
            any.or(compare(module.info().column(name), compare.operator(), compare.value()));
        }
        return any;
    }

    private RoaringBitmap compare(ColumnInfo column, Operator operator, String value) throws SQLException {
        if (column.name().equals(Definitions.IRN)) {
            return operator == Operator.IS_NULL ? new RoaringBitmap() : irns(operator, integer(column, value));
        }
        RoaringBitmap hidden = hiddenTargets.of(column);
        if (!hidden.isEmpty()) {
            return references(column, operator, value, hidden);
        }
        return switch (operator) {
            case IS_NULL -> RoaringBitmap.andNot(everything, index.exact(module.id(column), Term.hasValue()));
            case NOT_EQUAL ->
                RoaringBitmap.andNot(
                        index.exact(module.id(column), Term.hasValue()), compare(column, Operator.EQUAL, value));
            case NATURAL, CONTAINS ->
                column.kind() == ColumnKind.TEXT ? contains(column, value) : compare(column, Operator.EQUAL, value);
            default ->
                switch (column.kind()) {
                    case TEXT -> ordered(column, operator, Term.TEXT, Term.wholeText(Fold.fold(value)));
                    case INTEGER, REFERENCE ->
                        ordered(column, operator, Term.INTEGER, Term.integer(integer(column, value)));
                    case DECIMAL -> ordered(column, operator, Term.DECIMAL, Term.decimal(decimal(column, value)));
                    case DATE -> dates(column, operator, date(column, value));
                };
        };
    }

    /** Records by their own number need no index. */
    private RoaringBitmap irns(Operator operator, long irn) {
        long first = Math.max(0, Math.min(irn, 1L << 32));
        long next = Math.max(0, Math.min(irn, (1L << 32) - 1) + 1);
        return switch (operator) {
            case LESS -> RoaringBitmap.and(everything, RoaringBitmap.bitmapOfRange(0, first));
            case AT_MOST -> RoaringBitmap.and(everything, RoaringBitmap.bitmapOfRange(0, next));
            case GREATER -> RoaringBitmap.and(everything, RoaringBitmap.bitmapOfRange(next, 1L << 32));
            case AT_LEAST -> RoaringBitmap.and(everything, RoaringBitmap.bitmapOfRange(first, 1L << 32));
            case NOT_EQUAL -> RoaringBitmap.andNot(everything, RoaringBitmap.bitmapOfRange(first, next));
            default -> RoaringBitmap.and(everything, RoaringBitmap.bitmapOfRange(first, next));
        };
    }

    private RoaringBitmap contains(ColumnInfo column, String value) throws SQLException {
        Set<String> words = Fold.words(Fold.fold(value));
        count(words.size());
        if (words.isEmpty()) {
            // An empty value asks for any; one of signs alone has no word that could occur.
            return value.isBlank() ? index.exact(module.id(column), Term.hasValue()) : new RoaringBitmap();
        }
        RoaringBitmap all = null;
        for (String word : words) {
            RoaringBitmap one = index.exact(module.id(column), Term.word(word));
            if (all == null) {
                all = one;
            } else {
                all.and(one);
            }
            if (all.isEmpty()) {
                return all;
            }
        }
        return all == null ? new RoaringBitmap() : all;
    }

    private RoaringBitmap ordered(ColumnInfo column, Operator operator, char kind, Term term) throws SQLException {
        int id = module.id(column);
        return switch (operator) {
            case LESS -> index.range(id, Term.lowest(kind), term);
            case AT_MOST -> union(index.range(id, Term.lowest(kind), term), index.exact(id, term));
            case AT_LEAST -> index.range(id, term, Term.above(kind));
            case GREATER -> index.range(id, term.next(), Term.above(kind));
            default -> index.exact(id, term);
        };
    }

    private RoaringBitmap references(ColumnInfo column, Operator operator, String value, RoaringBitmap hidden)
            throws SQLException {
        int id = module.id(column);
        Term lowest = Term.lowest(Term.INTEGER);
        Term above = Term.above(Term.INTEGER);
        if (operator == Operator.IS_NULL) {
            return RoaringBitmap.andNot(everything, index.referring(id, lowest, above, hidden));
        }
        Term term = Term.integer(integer(column, value));
        return switch (operator) {
            case NOT_EQUAL ->
                RoaringBitmap.andNot(
                        index.referring(id, lowest, above, hidden), index.referring(id, term, term.next(), hidden));
            case LESS -> index.referring(id, lowest, term, hidden);
            case AT_MOST -> index.referring(id, lowest, term.next(), hidden);
            case AT_LEAST -> index.referring(id, term, above, hidden);
            case GREATER -> index.referring(id, term.next(), above, hidden);
            default -> index.referring(id, term, term.next(), hidden);
        };
    }

    private RoaringBitmap dates(ColumnInfo column, Operator operator, DateSpan span) throws SQLException {
        int id = module.id(column);
        return switch (operator) {
            case LESS -> index.range(id, Term.lowest(Term.FROM), Term.from(span.from()));
            case AT_MOST ->
                index.range(id, Term.lowest(Term.FROM), Term.from(span.to()).next());
            case AT_LEAST -> index.range(id, Term.to(span.from()), Term.above(Term.TO));
            case GREATER -> index.range(id, Term.to(span.to()).next(), Term.above(Term.TO));
            // In a list the two ends can come from two dates; a list of dates is searched as one stretch of time.
            default ->
                RoaringBitmap.and(
                        index.range(
                                id, Term.from(span.from()), Term.from(span.to()).next()),
                        index.range(id, Term.to(span.from()), Term.to(span.to()).next()));
        };
    }

    private static RoaringBitmap union(RoaringBitmap one, RoaringBitmap other) {
        one.or(other);
        return one;
    }

    private long integer(ColumnInfo column, String value) {
        return Terms.integer(value).orElseThrow(() -> badValue(column, value, "a whole number"));
    }

    private BigDecimal decimal(ColumnInfo column, String value) {
        return Terms.decimal(value).orElseThrow(() -> badValue(column, value, "a decimal number"));
    }

    private DateSpan date(ColumnInfo column, String value) {
        return DateSpan.parse(value).orElseThrow(() -> badValue(column, value, "a date, such as 2014-10-01"));
    }

    private CatalogueException badValue(ColumnInfo column, String value, String wanted) {
        String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
        return new CatalogueException(
                Kind.BAD_VALUE,
                "column " + column.name() + " of module " + module.name() + " is compared with " + wanted
                        + ", not with " + shown,
                List.of(module.name(), column.name(), shown));
    }

    private void count(int more) {
        terms += more;
        if (terms > termLimit) {
            throw tooMany("conditions and words in a search", termLimit);
        }
    }

    static CatalogueException tooMany(String what, long limit) {
        return new CatalogueException(
                Kind.TOO_MANY, "more than " + limit + " " + what, List.of(what, Long.toString(limit)));
    }
}
