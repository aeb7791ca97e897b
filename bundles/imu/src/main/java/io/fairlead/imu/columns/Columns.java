package io.fairlead.imu.columns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and prints column specifications. */
public final class Columns {
    /** How deep references and groups may nest. */
    public static final int MAX_DEPTH = 16;
    /** How many characters all strings of one specification may have together. */
    public static final int MAX_LENGTH = 65_536;
    /** How many columns, filters and modifiers one specification may have together. */
    public static final int MAX_COUNT = 1_000;

    private Columns() {}

    /**
     * Reads what a request gives as columns.
     *
     * @param columns a string of one or several columns separated by {@code ;} or {@code ,}; or a list of such strings;
     *     or an object whose values are such strings (a sparse PHP list); or null
     * @return the columns in order, each key once: two references that differ only in their columns become one, and of
     *     other columns with the same key the last wins; empty for null
     * @throws ColumnsException {@code ModuleColumnSyntax} with the word found, its index and its string, or
     *     {@code ModuleColumnLimit}, or {@code ModuleColumnType}
     */
    public static List<Column> parse(@Nullable Object columns) {
        List<String> texts = texts(columns);
        int length = 0;
        for (String text : texts) {
            length += text.length();
            if (length > MAX_LENGTH) {
                throw ColumnParser.tooMuch("columns-length", MAX_LENGTH);
            }
        }
        ColumnParser.Budget budget = new ColumnParser.Budget();
        ColumnList list = new ColumnList();
        for (String text : texts) {
            new ColumnParser(text, budget).topLevel(list);
        }
        return list.toList();
    }

    private static List<String> texts(@Nullable Object columns) {
        if (columns == null) {
            return List.of();
        } else if (columns instanceof String text) {
            return List.of(text);
        } else if (columns instanceof Map<?, ?> sparse) {
            return texts(new ArrayList<>(sparse.values()));
        } else if (columns instanceof List<?> list) {
            List<String> texts = new ArrayList<>(list.size());
            for (Object element : list) {
                if (element instanceof String text) {
                    texts.add(text);
                } else if (element != null) {
                    throw wrongType(element);
                }
            }
            return texts;
        }
        throw wrongType(columns);
    }

    private static ColumnsException wrongType(Object found) {
        String type = found.getClass().getSimpleName();
        return new ColumnsException(
                "ModuleColumnType", "columns are a string or a list of strings, not a " + type, type);
    }

    /** Returns a specification that {@link #parse} reads as the same columns. */
    public static String print(List<Column> columns) {
        StringBuilder out = new StringBuilder();
        print(columns, out);
        return out.toString();
    }

    private static void print(List<Column> columns, StringBuilder out) {
        String separator = "";
        for (Column column : columns) {
            out.append(separator);
            separator = ",";
            if (column instanceof Column.Value value) {
                alias(value.key(), value.name(), out);
                out.append(value.name());
                suffixes(value.filters(), value.modifiers(), out);
            } else if (column instanceof Column.Reference reference) {
                alias(reference.key(), reference.name(), out);
                out.append(reference.name());
                suffixes(reference.filters(), reference.modifiers(), out);
                inner(reference.columns(), out);
            } else if (column instanceof Column.Reverse reverse) {
                String name = reverse.module() + ":" + reverse.name();
                alias(reverse.key(), name, out);
                out.append('<').append(name).append('>');
                if (!reverse.columns().isEmpty()) {
                    inner(reverse.columns(), out);
                }
            } else if (column instanceof Column.Group group) {
                out.append(group.key()).append("=[");
                print(group.columns(), out);
                out.append(']');
            }
        }
    }

    private static void alias(String key, String name, StringBuilder out) {
        if (!key.equals(name)) {
            out.append(key).append('=');
        }
    }

    private static void inner(List<Column> columns, StringBuilder out) {
        out.append(".(");
        print(columns, out);
        out.append(')');
    }

    private static void suffixes(List<Filter> filters, List<Modifier> modifiers, StringBuilder out) {
        String before = "(";
        for (Filter filter : filters) {
            out.append(before).append(filter.name()).append(filter.operator().sign());
            out.append(filter.value());
            before = ",";
        }
        out.append(filters.isEmpty() ? "" : ")");
        before = "{";
        for (Modifier modifier : modifiers) {
            out.append(before).append(modifier.name()).append(':').append(modifier.value());
            before = ",";
        }
        out.append(modifiers.isEmpty() ? "" : "}");
    }
}
