package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.SortKey;
import io.fairlead.catalogue.SortOptions;
import io.fairlead.catalogue.SortOptions.Comparison;
import io.fairlead.catalogue.Sorted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Brings fetched records into order by their columns, and tells the values in that order. */
final class Sorter {
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final List<SortKey> keys;
    private final SortOptions options;
    private final FetchedRecords records;
    private final Part[][] parts;

    /**
     * @param records the records with the keys' columns in the order of the keys
     */
    Sorter(FetchedRecords records, List<SortKey> keys, SortOptions options) {
        this.records = records;
        this.keys = keys;
        this.options = options;
        this.parts = new Part[keys.size()][records.size()];
        for (int key = 0; key < keys.size(); key++) {
            for (int row = 0; row < records.size(); row++) {
                parts[key][row] = part(key, row);
            }
        }
    }

    Sorted sort() {
        Integer[] order = new Integer[records.size()];
        Arrays.setAll(order, row -> row);
        Comparator<Integer> comparator = byKey(0);
        for (int key = 1; key < keys.size(); key++) {
            comparator = comparator.thenComparing(byKey(key));
        }
        Arrays.sort(order, comparator);
        int[] irns = Arrays.stream(order).mapToInt(records::irn).toArray();
        return new Sorted(Irns.of(irns), options.report() ? report(List.of(order), 0) : List.of());
    }

    private Comparator<Integer> byKey(int key) {
        Part[] column = parts[key];
        return Comparator.comparing(row -> column[row], comparator(keys.get(key).descending()));
    }

    private Comparator<Part> comparator(boolean descending) {
        Comparator<Part> values = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        // Empty values keep their end whichever way the rest goes.
        Comparator<Part> empty = Comparator.comparing(part -> part.values().isEmpty() != options.nullLow());
        return empty.thenComparing(values);
    }

    private List<Sorted.Group> report(List<Integer> rows, int key) {
        List<Sorted.Group> groups = new ArrayList<>();
        int start = 0;
        for (int at = 1; at <= rows.size(); at++) {
            Part first = parts[key][rows.get(start)];
            if (at == rows.size() || parts[key][rows.get(at)].compareTo(first) != 0) {
                List<Integer> same = rows.subList(start, at);
                groups.add(new Sorted.Group(
                        shown(key, rows.get(start)),
                        same.size(),
                        key + 1 < keys.size() ? report(same, key + 1) : List.of()));
                start = at;
            }
        }
        return groups;
    }

    private String shown(int key, int row) {
        StringJoiner text = new StringJoiner("\n");
        texts(records.cell(row, key)).forEach(text::add);
        return text.toString();
    }

    private Part part(int key, int row) {
        List<String> texts = texts(records.cell(row, key));
        ColumnInfo column = records.columns().get(key);
        if (options.tableAsText() && column.arity() != Arity.ATOM && !texts.isEmpty()) {
            texts = List.of(String.join("\n", texts));
        }
        List<Comparable<?>> values = new ArrayList<>();
        StringJoiner exact = new StringJoiner("\n");
        for (String text : texts) {
            addValues(column, text, values);
            exact.add(text);
        }
        if (options.orderInsensitive()) {
            values.sort(Sorter::compareValues);
        }
        return new Part(values, options.extendedSort() ? exact.toString() : "");
    }

    private void addValues(ColumnInfo column, String text, List<Comparable<?>> values) {
        Optional<? extends Comparable<?>> number =
                switch (column.kind()) {
                    case TEXT -> Optional.empty();
                    case INTEGER, REFERENCE -> Terms.integer(text);
                    case DECIMAL -> Terms.decimal(text);
                    case DATE -> DateSpan.parse(text).map(DateSpan::from);
                };
        if (number.isPresent()) {
            values.add(number.get());
        } else if (options.orderInsensitive()) {
            List<String> words = new ArrayList<>();
            Fold.addWords(comparable(text), words);
            values.addAll(words);
        } else {
            values.add(comparable(text));
        }
    }

    private String comparable(String text) {
        String alike = options.caseSensitive() ? Fold.decompose(text) : Fold.fold(text);
        if (options.comparison() == Comparison.FULL_TEXT) {
            return alike;
        }
        if (options.comparison() == Comparison.COMPRESS_SPACES) {
            return SPACES.matcher(alike).replaceAll(" ").strip();
        }
        List<String> words = new ArrayList<>();
        Fold.addWords(alike, words);
        return String.join(" ", words);
    }

    private static List<String> texts(@Nullable Object cell) {
        List<String> texts = new ArrayList<>();
        addTexts(cell, texts);
        return texts;
    }

    private static void addTexts(@Nullable Object cell, List<String> texts) {
        if (cell instanceof String text) {
            texts.add(text);
        } else if (cell instanceof Object[] entries) {
            for (Object entry : entries) {
                addTexts(entry, texts);
            }
        }
    }

    private static int compareValues(Comparable<?> one, Comparable<?> other) {
        if (one instanceof String text && other instanceof String otherText) {
            return text.compareTo(otherText);
        }
        if (one instanceof Long number && other instanceof Long otherNumber) {
            return number.compareTo(otherNumber);
        }
        if (one instanceof java.math.BigDecimal number && other instanceof java.math.BigDecimal otherNumber) {
            return number.compareTo(otherNumber);
        }
        return one instanceof String ? 1 : -1;
    }

    /** What one record is compared by in one key. */
    private record Part(List<Comparable<?>> values, String exact) implements Comparable<Part> {
        @Override
        public int compareTo(Part other) {
            int common = Math.min(values.size(), other.values.size());
            for (int at = 0; at < common; at++) {
                int order = compareValues(values.get(at), other.values.get(at));
                if (order != 0) {
                    return order;
                }
            }
            int order = Integer.compare(values.size(), other.values.size());
            return order != 0 ? order : exact.compareTo(other.exact);
        }
    }
}
