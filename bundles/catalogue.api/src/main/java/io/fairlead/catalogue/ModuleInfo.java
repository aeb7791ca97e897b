package io.fairlead.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A module, such as {@code eparties}: its name and its columns in the order of their definition. */
public final class ModuleInfo {
    private final String name;
    private final List<ColumnInfo> columns;
    private final Map<String, ColumnInfo> byName = new LinkedHashMap<>();

    /**
     * Describes a module.
     *
     * @throws IllegalArgumentException where a column's name is there twice
     */
    public ModuleInfo(String name, List<ColumnInfo> columns) {
        this.name = name;
        this.columns = List.copyOf(columns);
        for (ColumnInfo column : columns) {
            if (byName.put(column.name(), column) != null) {
                throw new IllegalArgumentException("module " + name + " has the column " + column.name() + " twice");
            }
        }
    }

    /** Returns the module's name, as clients write it. */
    public String name() {
        return name;
    }

    /** Returns all columns in the order of their definition; the first is {@code irn}. */
    public List<ColumnInfo> columns() {
        return columns;
    }

    /** Returns a column by its exact name. */
    public Optional<ColumnInfo> find(String column) {
        return Optional.ofNullable(byName.get(column));
    }

    /**
     * Returns a column by its exact name.
     *
     * @throws CatalogueException of kind {@link CatalogueException.Kind#UNKNOWN_COLUMN}, arguments module and column
     */
    public ColumnInfo column(String column) {
        return find(column).orElseThrow(() -> CatalogueException.unknownColumn(name, column));
    }

    /** Returns the columns that go row by row together under a group's name, none where there is no such group. */
    public List<ColumnInfo> group(String group) {
        List<ColumnInfo> members = new ArrayList<>();
        for (ColumnInfo column : columns) {
            if (column.group().filter(group::equals).isPresent()) {
                members.add(column);
            }
        }
        return List.copyOf(members);
    }

    @Override
    public String toString() {
        return name;
    }
}
