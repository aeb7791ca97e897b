package io.fairlead.catalogue;

/**
 * How a sort compares, in the words of the IMu API.
 *
 * @param comparison how text is read
 * @param caseSensitive whether case and marks count
 * @param orderInsensitive whether the order of words, or of entries in a list, does not count
 * @param nullLow whether empty values come first; else they come last
 * @param extendedSort whether text that differs only in punctuation and spaces is then told apart by them
 * @param tableAsText whether a list counts as one text, its entries joined by line feeds; else it is compared entry by
 *     entry
 * @param report whether {@link Sorted#report()} is wanted
 */
public record SortOptions(
        Comparison comparison,
        boolean caseSensitive,
        boolean orderInsensitive,
        boolean nullLow,
        boolean extendedSort,
        boolean tableAsText,
        boolean report) {
    /** What of a text counts. */
    public enum Comparison {
        /** Word by word: punctuation and spaces only part the words. */
        WORD_BASED,
        /** All characters. */
        FULL_TEXT,
        /** All characters, where a run of white space counts as one space and none at the ends. */
        COMPRESS_SPACES
    }

    /** Returns the options of a sort without flags. */
    public static SortOptions defaults() {
        return new SortOptions(Comparison.WORD_BASED, false, false, false, false, false, false);
    }
}
