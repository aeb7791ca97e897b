package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the records of a file become records of a module. A mapping file is JSON: {@code {"module": {"file": "artists",
 * "columns": {"irn": "id", "NamLast": {"field": "name", "before": ","}}}}}; a column is filled from a field by its name,
 * or by a {@link Recipe}.
 *
 * @param module the module
 * @param file how the names of its files begin, before the first dot
 * @param recipes by column
 */
record Mapping(ModuleInfo module, String file, Map<String, Recipe> recipes) {
    Mapping {
        recipes = new LinkedHashMap<>(recipes);
    }

    /**
     * Reads a mapping file.
     *
     * @throws IOException with a sentence that names module and column where something is wrong
     */
    static List<Mapping> parse(String json, Map<String, ModuleInfo> modules) throws IOException {
        List<Mapping> mappings = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> entry : new Json().object(json).entrySet()) {
            ModuleInfo module = modules.get(entry.getKey());
            if (module == null) {
                throw new IOException("the mapping names the module " + entry.getKey() + ", which is not there");
            }
            if (!(entry.getValue() instanceof Map<?, ?> definition)
                    || !(definition.get("columns") instanceof Map<?, ?> columns)) {
                throw new IOException("the mapping of module " + entry.getKey() + " has no columns");
            }
            Object file = definition.get("file");
            Map<String, Recipe> recipes = new LinkedHashMap<>();
            for (Map.Entry<?, ?> column : columns.entrySet()) {
                String name = String.valueOf(column.getKey());
                if (module.find(name).isEmpty()) {
                    throw new IOException(
                            "the mapping names the column " + name + ", which module " + module.name() + " has not");
                }
                recipes.put(name, Recipe.parse(module.name() + "." + name, column.getValue()));
            }
            mappings.add(new Mapping(module, file == null ? module.name() : String.valueOf(file), recipes));
        }
        return mappings;
    }

    /** Returns the mapping of a file whose fields bear the names of the columns. */
    static Mapping plain(ModuleInfo module) {
        Map<String, Recipe> recipes = new LinkedHashMap<>();
        module.columns().forEach(column -> recipes.put(column.name(), Recipe.field(column.name())));
        return new Mapping(module, module.name(), recipes);
    }

    /** Returns the values of a record, without those that are empty. */
    Map<String, Value> values(Map<String, @Nullable Object> record) {
        Optional<Long> irn = Optional.ofNullable(recipes.get(Definitions.IRN))
                .map(recipe -> recipe.value(record, 0))
                .flatMap(text -> Terms.integer(text.toString()));
        Map<String, Value> values = new LinkedHashMap<>();
        recipes.forEach((name, recipe) -> {
            Object made = recipe.value(record, irn.orElse(-1L));
            if (made != null) {
                values.put(name, value(module.column(name), made));
            }
        });
        return values;
    }

    private static Value value(ColumnInfo column, Object made) {
        if (made instanceof List<?> list) {
            return column.arity() == Arity.NESTED ? nested(list) : new Value.Entries(texts(list));
        }
        return column.arity() == Arity.LIST
                ? new Value.Entries(List.of(made.toString()))
                : new Value.Atom(made.toString());
    }

    private static Value nested(List<?> rows) {
        List<List<@Nullable String>> nested = new ArrayList<>();
        for (Object row : rows) {
            nested.add(row instanceof List<?> values ? texts(values) : texts(java.util.Collections.singletonList(row)));
        }
        return new Value.Nested(nested);
    }

    private static List<@Nullable String> texts(List<?> values) {
        List<@Nullable String> texts = new ArrayList<>();
        for (Object value : values) {
            texts.add(value == null ? null : value.toString());
        }
        return texts;
    }
}
