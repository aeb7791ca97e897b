package io.fairlead.catalogue;

/**
 * One key of a sort.
 *
 * @param column exact name
 * @param descending whether the greatest comes first; empty values keep their end all the same
 */
public record SortKey(String column, boolean descending) {}
