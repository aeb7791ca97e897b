package io.fairlead.catalogue.jdbc;

/** Where the databases differ. */
enum Dialect {
    /** H2, embedded. */
    H2("VARCHAR", "VARBINARY", "VARBINARY(80)", "VARBINARY(1000000)", "INTEGER"),
    /** PostgreSQL 15 or later. */
    POSTGRESQL("TEXT", "BYTEA", "BYTEA", "BYTEA", "int4");

    private final String text;
    private final String bytesElement;
    private final String term;
    private final String bytes;
    private final String integerElement;

    Dialect(String text, String bytesElement, String term, String bytes, String integerElement) {
        this.text = text;
        this.bytesElement = bytesElement;
        this.term = term;
        this.bytes = bytes;
        this.integerElement = integerElement;
    }

    /** Column type of text of any length. */
    String text() {
        return text;
    }

    /** Column type of an index term. */
    String term() {
        return term;
    }

    /** Column type of a set of irns. */
    String bytes() {
        return bytes;
    }

    /** Element type of an array of terms, for {@code Connection.createArrayOf}. */
    String bytesElement() {
        return bytesElement;
    }

    /** Element type of an array of whole numbers, for {@code Connection.createArrayOf}. */
    String integerElement() {
        return integerElement;
    }
}
