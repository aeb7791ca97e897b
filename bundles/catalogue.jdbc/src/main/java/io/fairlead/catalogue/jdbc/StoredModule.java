package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.ModuleInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A module with its place in the database: tables, and the numbers by which the index knows its columns. */
final class StoredModule {
    private final ModuleInfo info;
    private final Map<String, Integer> columnIds;
    private final List<StoredTable> tables;
    private final Map<String, StoredTable> tableOf = new HashMap<>();

    StoredModule(ModuleInfo info, Map<String, Integer> columnIds) {
        this.info = info;
        this.columnIds = Map.copyOf(columnIds);
        this.tables = tablesOf(info);
        for (StoredTable table : tables) {
            table.columns().forEach(column -> tableOf.put(column.name(), table));
        }
    }

    /** Returns the tables that a module needs, its own first. */
    static List<StoredTable> tablesOf(ModuleInfo info) {
        List<ColumnInfo> atoms = new ArrayList<>();
        Map<String, List<ColumnInfo>> children = new LinkedHashMap<>();
        for (ColumnInfo column : info.columns()) {
            if (column.arity() == Arity.ATOM) {
                if (!column.name().equals(Definitions.IRN)) {
                    atoms.add(column);
                }
            } else {
                // Nested lists have a row number more than the flat ones of their group.
                String child = column.arity() == Arity.NESTED
                        ? column.name()
                        : column.group().orElse(column.name());
                children.computeIfAbsent(child, name -> new ArrayList<>()).add(column);
            }
        }
        List<StoredTable> tables = new ArrayList<>();
        tables.add(new StoredTable(StoredTable.quote(info.name()), Arity.ATOM, List.copyOf(atoms)));
        children.forEach((child, columns) -> tables.add(new StoredTable(
                StoredTable.quote(info.name() + "." + child), columns.get(0).arity(), List.copyOf(columns))));
        return List.copyOf(tables);
    }

    ModuleInfo info() {
        return info;
    }

    String name() {
        return info.name();
    }

    List<StoredTable> tables() {
        return tables;
    }

    /** Returns the table that holds a column other than {@code irn}. */
    StoredTable table(ColumnInfo column) {
        StoredTable table = tableOf.get(column.name());
        if (table == null) {
            throw new IllegalArgumentException("module " + name() + " keeps no column " + column.name());
        }
        return table;
    }

    /** Returns the number by which the index knows a column. */
    int id(ColumnInfo column) {
        Integer id = columnIds.get(column.name());
        if (id == null) {
            throw new IllegalArgumentException("module " + name() + " indexes no column " + column.name());
        }
        return id;
    }

    /** Returns the index number of {@code irn}, under which all records of the module stand. */
    int irnId() {
        return id(info.columns().get(0));
    }
}
