package io.fairlead.imu.columns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects columns so that each key occurs once. */
final class ColumnList {
    private final Map<String, Column> byKey = new LinkedHashMap<>();
    private final List<Column.Group> unnamed = new ArrayList<>();

    /** Adds a column; a group whose key is empty gets its default key in the end. */
    void add(Column column) {
        if (column instanceof Column.Group group && group.key().isEmpty()) {
            // Its place is kept under a key that no alias can have.
            byKey.put(" " + unnamed.size(), group);
            unnamed.add(group);
        } else {
            byKey.merge(column.key(), column, ColumnList::join);
        }
    }

    private static Column join(Column before, Column after) {
        if (before instanceof Column.Reference a
                && after instanceof Column.Reference b
                && a.name().equals(b.name())
                && a.filters().equals(b.filters())
                && a.modifiers().equals(b.modifiers())) {
            return new Column.Reference(a.key(), a.name(), a.filters(), a.modifiers(), both(a.columns(), b.columns()));
        }
        if (before instanceof Column.Reverse a
                && after instanceof Column.Reverse b
                && a.module().equals(b.module())
                && a.name().equals(b.name())) {
            return new Column.Reverse(a.key(), a.module(), a.name(), both(a.columns(), b.columns()));
        }
        return after;
    }

    private static List<Column> both(List<Column> before, List<Column> after) {
        ColumnList list = new ColumnList();
        before.forEach(list::add);
        after.forEach(list::add);
        return list.toList();
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    List<Column> toList() {
        List<Column> columns = new ArrayList<>(byKey.size());
        int number = 1;
        for (Column column : byKey.values()) {
            if (column instanceof Column.Group group && group.key().isEmpty()) {
                while (byKey.containsKey("group" + number)) {
                    number++;
                }
                columns.add(new Column.Group("group" + number++, group.columns()));
            } else {
                columns.add(column);
            }
        }
        return List.copyOf(columns);
    }
}
