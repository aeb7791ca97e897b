package io.fairlead.imu.module;

import io.fairlead.catalogue.Arity;
import io.fairlead.imu.media.MediaColumn;
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

    /** Files of a multimedia record, or what is known of them. */
    record Media(Name key, MediaColumn column, MediaPlaces places) implements Part {}

    /**
     * The multimedia records that a record refers to by any of its columns; their media type is in the first column of
     * their fetch.
     *
     * @param type the media type that is meant; empty for every type
     * @param several whether all are meant, or the first
     * @param references where they stand
     */
    record Multimedia(Name key, String type, boolean several, List<Reference> references) implements Part {
        public Multimedia {
            references = List.copyOf(references);
        }
    }

    /** A column of references: its place in the fetch, how many it has, and the place of its records among the links. */
    record Reference(int column, Arity arity, int link) {}

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
