package io.fairlead.rdp.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Midas table: keys without regard to case, kept in upper case and in their order, with texts or tables as values.
 *
 * @param entries each key's value: a {@link String} or a {@link Table}
 */
public record Table(Map<String, Object> entries) {
    /** A table without an entry. */
    public static final Table EMPTY = new Table(Map.of());

    public Table {
        Map<String, Object> upper = new LinkedHashMap<>();
        entries.forEach((key, value) ->
                upper.put(key.toUpperCase(Locale.ROOT), value instanceof Table ? value : String.valueOf(value)));
        entries = Collections.unmodifiableMap(upper);
    }

    /**
     * Reads a table with the standard bounds: depth 8, 1024 entries, 1 MiB.
     *
     * @param text such as {@code {FREQ=1e5,NAME="a, b",SUB={X=1}}}; blanks may stand around it
     * @return the table
     * @throws TableException where it is not well-formed or goes beyond a bound; the message names the place
     */
    public static Table parse(String text) {
        return new TableReader(text).whole();
    }

    /** Returns this with one more entry, in place of one of the same key. */
    public Table with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(entries);
        more.put(key.toUpperCase(Locale.ROOT), value);
        return new Table(more);
    }

    /** Returns this without an entry. */
    public Table without(String key) {
        Map<String, Object> fewer = new LinkedHashMap<>(entries);
        fewer.remove(key.toUpperCase(Locale.ROOT));
        return new Table(fewer);
    }

    /** Returns an entry as text; nothing where there is none. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(entries.get(key.toUpperCase(Locale.ROOT))).map(String::valueOf);
    }

    /**
     * Returns an entry as a number.
     *
     * @param key the key
     * @return the number; nothing where there is no such entry
     * @throws TableException where it is no finite number; the message names the key
     */
    public Optional<Double> number(String key) {
        return text(key).map(text -> Numbers.parse(key, text));
    }

    /** Returns the table's text, which {@link #parse} reads back. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("{");
        entries.forEach((key, value) -> {
            out.append(out.length() > 1 ? "," : "").append(quoted(key)).append('=');
            out.append(value instanceof Table ? value : quoted(String.valueOf(value)));
        });
        return out.append('}').toString();
    }

    private static String quoted(String text) {
        boolean plain = !text.isEmpty()
                && text.chars().noneMatch(c -> c <= ' ' || Character.isWhitespace(c) || "{}=,\"\\".indexOf(c) >= 0);
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
