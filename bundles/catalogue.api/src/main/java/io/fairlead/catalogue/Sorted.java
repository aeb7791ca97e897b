package io.fairlead.catalogue;

import java.util.List;

/**
 * What a sort gave.
 *
 * @param irns the records in their new order
 * @param report the values of the first key in that order, each with those of the next; empty where it was not asked for
 */
public record Sorted(Irns irns, List<Group> report) {
    public Sorted {
        report = List.copyOf(report);
    }

    /**
     * The records that have one value of a key.
     *
     * @param value as the first of the records writes it; {@code ""} when empty, lists joined by line feeds
     * @param count how many records
     * @param list the values of the next key among them; empty at the last key
     */
    public record Group(String value, int count, List<Group> list) {
        public Group {
            list = List.copyOf(list);
        }
    }
}
