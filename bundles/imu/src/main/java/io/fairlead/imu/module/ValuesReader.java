package io.fairlead.imu.module;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.Value;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.Params;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code values} of insert and update (the IMu API, Module): by column a string, or for tables an array, for
 * nested tables an array of arrays. Null, an empty string and an empty array empty the column; a sparse PHP array leaves
 * gaps. Numbers may stand for their text.
 */
final class ValuesReader {
    private static final int MAX_INDEX = 65_535;

    private final String method;
    private final ModuleInfo module;

    ValuesReader(String method, ModuleInfo module) {
        this.method = method;
        this.module = module;
    }

    /**
     * Reads values.
     *
     * @throws CatalogueException {@code UNKNOWN_COLUMN}
     * @throws ImuException {@code HandlerParams} where a value is an object or a file
     */
    Map<String, Value> read(@Nullable Object values) {
        Map<String, Value> read = new LinkedHashMap<>();
        Params.object(method, values).forEach((name, value) -> read.put(name, value(module.column(name), value)));
        return read;
    }

    private Value value(ColumnInfo column, @Nullable Object given) {
        String place = column.name();
        if (column.arity() == Arity.ATOM) {
            boolean empty = given instanceof List<?> list && list.isEmpty();
            return isList(given) && !empty
                    ? new Value.Entries(texts(place, given))
                    : new Value.Atom(empty ? null : text(place, given));
        }
        if (given != null && !isList(given)) {
            return new Value.Atom(text(place, given));
        }
        if (column.arity() == Arity.LIST) {
            return new Value.Entries(texts(place, given));
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        elements(place, given).forEach(row -> rows.add(texts(place, isList(row) || row == null ? row : List.of(row))));
        return new Value.Nested(rows);
    }

    private List<@Nullable String> texts(String column, @Nullable Object given) {
        List<@Nullable String> texts = new ArrayList<>();
        elements(column, given).forEach(element -> texts.add(text(column, element)));
        return texts;
    }

    private static boolean isList(@Nullable Object given) {
        return given instanceof List || given instanceof Map;
    }

    private List<@Nullable Object> elements(String column, @Nullable Object given) {
        if (!(given instanceof Map<?, ?> sparse)) {
            return Params.list(method, given);
        }
        @Nullable Object[] elements = new @Nullable Object[0];
        for (Map.Entry<?, ?> entry : sparse.entrySet()) {
            int index = index(column, String.valueOf(entry.getKey()));
            elements = index < elements.length ? elements : Arrays.copyOf(elements, index + 1);
            elements[index] = entry.getValue();
        }
        return Arrays.asList(elements);
    }

    private int index(String column, String name) {
        int index = name.matches("[0-9]{1,5}") ? Integer.parseInt(name) : MAX_INDEX + 1;
        if (index > MAX_INDEX) {
            throw ImuException.params(
                    method, column + " takes a string or an array, not an object with " + Params.kind(name));
        }
        return index;
    }

    private @Nullable String text(String column, @Nullable Object given) {
        if (given == null || given instanceof String) {
            return (String) given;
        }
        if (given instanceof Double number) {
            BigDecimal plain = BigDecimal.valueOf(number).stripTrailingZeros();
            return plain.toPlainString();
        }
        if (given instanceof Long) {
            return given.toString();
        }
        throw ImuException.params(method, column + " takes a string or an array, not " + Params.kind(given));
    }
}
