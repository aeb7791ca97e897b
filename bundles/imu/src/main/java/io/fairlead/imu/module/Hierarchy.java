package io.fairlead.imu.module;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.Records;
import io.fairlead.catalogue.Referring;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.Params;
import io.fairlead.imu.columns.Column;
import io.fairlead.imu.stream.Name;
import io.fairlead.imu.stream.ReplyWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The whole tree that a record is part of, by a column that leads from each record to its parent
 * (Module.fetchHierarchy). The IMu API does not say what comes back; here it is {@code {count, hits, rows}} as of a
 * fetch, the top first and each record before those below it, with {@code level} (0 at the top) and {@code parent}.
 */
final class Hierarchy {
    private static final int MAX_LEVELS = 100;
    private static final Name LEVEL = Name.of("level");
    private static final Name PARENT = Name.of("parent");

    private final Rows rows;
    private final String table;
    private final ColumnInfo parent;
    private final Map<Integer, Place> places = new LinkedHashMap<>();

    /** Where a record stands; of the top, the parent is the record itself. */
    private record Place(int level, int parent, List<Integer> children) {}

    private Hierarchy(Rows rows, String table, ColumnInfo parent) {
        this.rows = rows;
        this.table = table;
        this.parent = parent;
    }

    /**
     * Finds the tree.
     *
     * @param params {@code key}, the irn of any record of the tree, and {@code parent}, the column
     * @throws CatalogueException {@code WRONG_KIND} where the column does not lead from the module to itself
     * @throws ImuException {@code ModuleLimit} where the tree is deeper than 100 levels or has too many records
     */
    static Hierarchy of(Rows rows, String table, Map<String, @Nullable Object> params) {
        String method = "fetchHierarchy";
        long key = Params.integer(method, "key", params.get("key"))
                .orElseThrow(() -> ImuException.params(method, "key is missing"));
        String name = Params.text(method, "parent", params.get("parent"))
                .orElseThrow(() -> ImuException.params(method, "parent is missing"));
        ColumnInfo column = rows.seen().module(table).column(name);
        if (!column.target().equals(Optional.of(table)) || column.arity() == Arity.NESTED) {
            throw new CatalogueException(
                    CatalogueException.Kind.WRONG_KIND,
                    name + " does not lead from a record of " + table + " to its parent",
                    List.of(table, name));
        }
        Hierarchy tree = new Hierarchy(rows, table, column);
        if (key > 0 && key <= Integer.MAX_VALUE) {
            tree.grow((int) key);
        }
        return tree;
    }

    private void grow(int key) {
        if (records(Irns.of(key)).size() == 0) {
            return;
        }
        int top = top(key);
        places.put(top, new Place(0, top, new ArrayList<>()));
        Irns level = Irns.of(top);
        for (int depth = 1; !level.isEmpty(); depth++) {
            checkDepth(depth);
            level = below(level, depth);
        }
    }

    /** Follows the parents up; a record that was met before ends the way, so that a circle does. */
    private int top(int key) {
        List<Integer> way = new ArrayList<>(List.of(key));
        while (true) {
            checkDepth(way.size());
            int above = parentOf(way.get(way.size() - 1));
            if (above == Records.NO_REFERENCE
                    || way.contains(above)
                    || records(Irns.of(above)).size() == 0) {
                return way.get(way.size() - 1);
            }
            way.add(above);
        }
    }

    private int parentOf(int irn) {
        Records found = records(Irns.of(irn));
        if (found.size() == 0) {
            return Records.NO_REFERENCE;
        }
        if (parent.arity() == Arity.ATOM) {
            return found.reference(0, 0);
        }
        return found.entries(0, 0) == 0 ? Records.NO_REFERENCE : found.reference(0, 0, 0);
    }

    private Records records(Irns irns) {
        return rows.seen().view().records(table, irns, List.of(parent.name()), rows.limits());
    }

    private Irns below(Irns level, int depth) {
        int most = rows.settings().bounds().records();
        Referring referring = rows.seen().view().referring(table, parent.name(), level, most, rows.limits());
        List<Integer> next = new ArrayList<>();
        for (int i = 0; i < level.size(); i++) {
            int above = level.at(i);
            for (int irn : referring.to(i).toArray()) {
                if (!places.containsKey(irn)) {
                    if (places.size() >= most) {
                        throw tooMuch("max-records", most);
                    }
                    places.put(irn, new Place(depth, above, new ArrayList<>()));
                    Place place = places.get(above);
                    if (place != null) {
                        place.children().add(irn);
                    }
                    next.add(irn);
                }
            }
        }
        return irns(next);
    }

    private static Irns irns(List<Integer> list) {
        int[] array = list.stream().mapToInt(Integer::intValue).toArray();
        return Irns.copyOf(array, array.length);
    }

    private static void checkDepth(int depth) {
        if (depth > MAX_LEVELS) {
            throw tooMuch("hierarchy-levels", MAX_LEVELS);
        }
    }

    private static ImuException tooMuch(String what, long most) {
        return new ImuException(
                "ModuleLimit", ImuException.CODE, "the tree has more than " + what + " = " + most, what, most);
    }

    /** Writes the tree's rows with the columns that are wanted. */
    void write(List<Column> columns, ReplyWriter out) {
        List<Integer> order = order();
        Fetched fetched = rows.fetch(table, columns, irns(order));
        out.beginObject().name("count").value(fetched.records().size());
        out.name("hits").value(order.size()).name("rows").beginArray();
        RowWriter writer = rows.writer(fetched, out);
        Set<String> taken = columns.stream().map(Column::key).collect(Collectors.toSet());
        for (int row = 0; row < fetched.records().size(); row++) {
            Place place = places.get(fetched.records().irn(row));
            if (place != null) {
                writer.row(row, row + 1L, () -> place(place, taken, out));
            }
        }
        out.endArray().endObject();
    }

    private static void place(Place place, Set<String> taken, ReplyWriter out) {
        if (!taken.contains("level")) {
            out.name(LEVEL).value(place.level());
        }
        if (!taken.contains("parent")) {
            out.name(PARENT).any(place.level() == 0 ? null : place.parent());
        }
    }

    private List<Integer> order() {
        List<Integer> order = new ArrayList<>(places.size());
        Deque<Integer> open = new ArrayDeque<>();
        places.keySet().stream().findFirst().ifPresent(open::push);
        while (!open.isEmpty()) {
            int irn = open.pop();
            order.add(irn);
            List<Integer> children =
                    places.getOrDefault(irn, new Place(0, 0, List.of())).children();
            for (int i = children.size() - 1; i >= 0; i--) {
                open.push(children.get(i));
            }
        }
        return order;
    }
}
