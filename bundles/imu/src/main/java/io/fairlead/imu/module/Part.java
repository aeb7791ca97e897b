package io.fairlead.imu.module;

import io.fairlead.imu.stream.Name;
import java.util.List;

/** One member of a row: its name, and where its value comes from among what a {@link Plan} fetches. */
sealed interface Part {
    /** Returns the member's name. */
    Name key();

    /** The record's number, the only value that is a number and not text. */
    record Irn(Name key) implements Part {}

    /** An atomic column, by its place in the fetch. */
    record Text(Name key, int column) implements Part {}

    /** A column that is a list. */
    record Texts(Name key, int column) implements Part {}

    /** A column that is a list of lists. */
    record NestedTexts(Name key, int column) implements Part {}

    /** A time stamp made of a date and, where {@code time} is not negative, a time. */
    record Stamp(Name key, int date, int time) implements Part {}

    /** A virtual column whose values are not there: null, or where it has several, none. */
    record Nothing(Name key, boolean several) implements Part {}

    /** The record that an atomic reference leads to; {@code link} is the place of its records among the links. */
    record Attached(Name key, int column, int link) implements Part {}

    /** The records that a list of references leads to. */
    record AttachedList(Name key, int column, int link) implements Part {}

    /** The records that a list of lists of references leads to. */
    record AttachedNested(Name key, int column, int link) implements Part {}

    /** The records elsewhere that refer to this one. */
    record Referring(Name key, int link) implements Part {}

    /** Lists side by side, an object for each of their rows. */
    record Rows(Name key, List<Part> parts) implements Part {
        public Rows {
            parts = List.copyOf(parts);
        }
    }
}
