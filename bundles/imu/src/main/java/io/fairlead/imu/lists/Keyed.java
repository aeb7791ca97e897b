package io.fairlead.imu.lists;

import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.Matches;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.Operator;
import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.Records;
import io.fairlead.imu.call.HandlerCall;
import io.fairlead.imu.call.Params;
import io.fairlead.imu.module.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Records of a table that are found by a path of values, from the first key column to the last: numbered columns such
 * as {@code Key1}, {@code Key2} and so on, as many as the module has.
 *
 * @param views the catalogue
 * @param table the module
 * @param prefix what stands before the number
 * @param first the number of the first
 * @param format how the number is written
 */
record Keyed(Views views, String table, String prefix, int first, String format) {
    private static final int MOST = 50;

    /**
     * What was found.
     *
     * @param records the key columns in their order, and then what else was asked for
     * @param depth how many key columns the module has
     */
    record Found(Records records, int depth) {
        /** Returns the path of a row: its key values up to the first that is empty. */
        List<String> path(int row) {
            return IntStream.range(0, depth)
                    .mapToObj(column -> records.text(row, column))
                    .takeWhile(text -> text != null && !text.isEmpty())
                    .map(Objects::requireNonNull)
                    .toList();
        }
    }

    List<String> columns(Views.Seen seen) {
        ModuleInfo module = seen.module(table);
        return IntStream.range(first, first + MOST)
                .mapToObj(number -> prefix + String.format(format, number))
                .takeWhile(name -> module.find(name).isPresent())
                .toList();
    }

    /**
     * Finds the records whose path begins with some keys.
     *
     * @param also conditions that they must meet as well
     * @param more columns to fetch behind the keys
     */
    Found find(HandlerCall call, List<String> keys, List<Query> also, List<String> more) {
        Views.Seen seen = views.of(call.access());
        List<String> columns = new ArrayList<>(columns(seen));
        int depth = columns.size();
        if (columns.isEmpty() || keys.size() > depth) {
            throw CatalogueException.unknownColumn(table, prefix + String.format(format, first + depth));
        }
        List<Query> conditions = new ArrayList<>(also);
        for (int i = 0; i < keys.size(); i++) {
            conditions.add(Query.compare(columns.get(i), Operator.EQUAL, keys.get(i)));
        }
        columns.addAll(more);
        int most = views.settings().bounds().records();
        Matches found = seen.view().search(table, new Query.And(conditions), most, call.limits());
        if (found.cut()) {
            throw new CatalogueException(
                    CatalogueException.Kind.TOO_MANY,
                    "more entries than max-records allows; name more keys",
                    List.of("max-records", String.valueOf(most)));
        }
        Irns irns = found.irns();
        return new Found(seen.view().records(table, irns, columns, call.limits()), depth);
    }

    /** Reads keys: a list, or a text with {@code |} between. */
    static List<String> keys(String method, @Nullable Object keys) {
        List<String> read = new ArrayList<>();
        List<@Nullable Object> given =
                keys instanceof String text ? List.of((Object[]) text.split("\\|", -1)) : Params.list(method, keys);
        for (Object key : given) {
            Params.text(method, "a key", key).ifPresent(read::add);
        }
        return read;
    }
}
