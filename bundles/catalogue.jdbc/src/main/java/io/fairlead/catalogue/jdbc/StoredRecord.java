package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.CatalogueException.Kind;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is stored: checked, without empty ends. Its cells are in the order of the module's columns; the first,
 * {@code irn}, is not among them.
 *
 * @param irn its number
 * @param cells text for an atom, an array for a list, an array of arrays for a nested list, null when empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and made of arrays to be small
record StoredRecord(int irn, @Nullable Object[] cells) {
    /**
     * Returns a record with some columns set.
     *
     * @param before the cells before, empty ones for a new record
     * @throws CatalogueException {@code UNKNOWN_COLUMN}, {@code WRONG_KIND}, {@code BAD_VALUE} or {@code TOO_MANY}
     */
    static StoredRecord with(ModuleInfo module, int irn, @Nullable Object[] before, Map<String, Value> values) {
        @Nullable Object[] cells = before.clone();
        values.keySet().forEach(module::column);
        for (int place = 1; place < cells.length; place++) {
            ColumnInfo column = module.columns().get(place);
            Value value = values.get(column.name());
            if (value != null) {
                cells[place] = cell(module, column, value);
            }
        }
        return new StoredRecord(irn, cells);
    }

    static @Nullable Object[] empty(ModuleInfo module) {
        return new @Nullable Object[module.columns().size()];
    }

    /** Returns the irn that values name, or −1 where they name none. */
    static int irn(ModuleInfo module, Map<String, Value> values) {
        Value given = values.get(Definitions.IRN);
        if (given == null) {
            return -1;
        }
        String text = given instanceof Value.Atom atom && atom.text() != null ? atom.text() : "";
        return Terms.integer(text)
                .filter(Terms::isIrn)
                .map(Long::intValue)
                .orElseThrow(() -> badValue(module, module.columns().get(0), text));
    }

    private static @Nullable Object cell(ModuleInfo module, ColumnInfo column, Value value) {
        if (value instanceof Value.Atom atom && column.arity() == Arity.ATOM) {
            return checked(module, column, atom.text());
        }
        if (value instanceof Value.Entries entries && column.arity() == Arity.LIST) {
            return list(module, column, entries.texts());
        }
        if (value instanceof Value.Nested nested && column.arity() == Arity.NESTED) {
            String[][] rows = new String[bounded(nested.rows().size(), column)][];
            int used = 0;
            for (int at = 0; at < rows.length; at++) {
                rows[at] = list(module, column, nested.rows().get(at));
                used = rows[at] == null ? used : at + 1;
            }
            return used == 0 ? null : Arrays.copyOf(rows, used);
        }
        throw new CatalogueException(
                Kind.WRONG_KIND,
                "column " + column.name() + " of module " + module.name() + " takes "
                        + switch (column.arity()) {
                            case ATOM -> "one value";
                            case LIST -> "a list of values";
                            case NESTED -> "a list of lists of values";
                        },
                List.of(module.name(), column.name()));
    }

    private static String @Nullable [] list(ModuleInfo module, ColumnInfo column, List<@Nullable String> given) {
        @Nullable String[] texts = new String[bounded(given.size(), column)];
        int used = 0;
        for (int at = 0; at < texts.length; at++) {
            texts[at] = checked(module, column, given.get(at));
            used = texts[at] == null ? used : at + 1;
        }
        return used == 0 ? null : Arrays.copyOf(texts, used);
    }

    private static int bounded(int size, ColumnInfo column) {
        if (size > StoredTable.ROWS) {
            throw Evaluator.tooMany("entries in column " + column.name(), StoredTable.ROWS);
        }
        return size;
    }

    private static @Nullable String checked(ModuleInfo module, ColumnInfo column, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!Terms.fits(column.kind(), text)) {
            throw badValue(module, column, text);
        }
        return switch (column.kind()) {
            case INTEGER, REFERENCE -> Long.toString(Long.parseLong(text.strip()));
            default -> text;
        };
    }

    private static CatalogueException badValue(ModuleInfo module, ColumnInfo column, String text) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        String wanted =
                switch (column.kind()) {
                    case TEXT -> "text without the character U+0000";
                    case INTEGER -> "a whole number";
                    case DECIMAL -> "a decimal number";
                    case DATE -> "a date, such as 2014-10-01";
                    case REFERENCE -> "an irn";
                };
        return new CatalogueException(
                Kind.BAD_VALUE,
                "column " + column.name() + " of module " + module.name() + " takes " + wanted + ", not \"" + shown
                        + '"',
                List.of(module.name(), column.name(), shown));
    }
}
