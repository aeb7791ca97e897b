package io.fairlead.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value to store, as text; the column's kind says how it is read. */
public sealed interface Value {
    /** The value of an atomic column; null or {@code ""} empties it. */
    record Atom(@Nullable String text) implements Value {}

    /** The entries of a list; an entry may be null. */
    record Entries(List<@Nullable String> texts) implements Value {
        public Entries {
            texts = Collections.unmodifiableList(new ArrayList<>(texts));
        }
    }

    /** The entries of a nested list. */
    record Nested(List<List<@Nullable String>> rows) implements Value {
        public Nested {
            List<List<@Nullable String>> copy = new ArrayList<>();
            for (List<@Nullable String> row : rows) {
                copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
            }
            rows = Collections.unmodifiableList(copy);
        }
    }

    /** Returns the value of an atomic column. */
    static Value of(@Nullable String text) {
        return new Atom(text);
    }
}
