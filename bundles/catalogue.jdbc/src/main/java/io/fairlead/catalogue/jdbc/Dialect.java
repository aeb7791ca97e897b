package io.fairlead.catalogue.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Where the databases differ. */
enum Dialect {
    /** H2, embedded. */
    H2("VARCHAR", "VARBINARY", "VARBINARY(80)", "VARBINARY(1000000)", "INTEGER"),
    /** PostgreSQL 15 or later. */
    POSTGRESQL("TEXT", "BYTEA", "BYTEA", "BYTEA", "int4");

    /** H2's number for SNAPSHOT, which JDBC has no name for. */
    private static final int H2_SNAPSHOT = 6;

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

    /** Sets what holds for every new connection: what most calls need, so that they need not ask for it. */
    void configure(HikariConfig pool) {
        if (this == POSTGRESQL) {
            pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        }
    }

    /** Lets all statements of the transaction that begins see one state of the data. */
    void snapshot(Connection connection) throws SQLException {
        if (this == H2) {
            connection.setTransactionIsolation(H2_SNAPSHOT);
        }
    }

    /** Lets each statement of the transaction that begins see what others have committed before it. */
    void current(Connection connection) throws SQLException {
        if (this == POSTGRESQL) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    /** Makes sure that what was committed is on the disk: PostgreSQL's commit does it, H2's within half a second. */
    void persist(Connection connection) throws SQLException {
        if (this == H2) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
        }
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
