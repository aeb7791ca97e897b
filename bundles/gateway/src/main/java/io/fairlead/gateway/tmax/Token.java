package io.fairlead.gateway.tmax;

/**
 * One word or sign of the file.
 *
 * @param kind what it is
 * @param text the word, or what stands between quotes
 * @param line counted from 1
 * @param column counted from 1
 */
record Token(Kind kind, String text, int line, int column) {
    /** What a token is. */
    enum Kind {
        /** {@code *SERVER} and the like; its text is the name. */
        SECTION,
        /** A name or a value. */
        WORD,
        /** {@code =}. */
        EQUALS,
        /** {@code ,}. */
        COMMA
    }
}
