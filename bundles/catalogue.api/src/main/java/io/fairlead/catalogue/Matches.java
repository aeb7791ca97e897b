package io.fairlead.catalogue;

/**
 * What a search found.
 *
 * @param irns the records, in ascending order of irn
 * @param cut whether there were more than the limit
 */
public record Matches(Irns irns, boolean cut) {}
