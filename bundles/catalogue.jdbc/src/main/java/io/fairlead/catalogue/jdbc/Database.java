package io.fairlead.catalogue.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.CatalogueException.Kind;
import io.fairlead.catalogue.ModuleInfo;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The connections to one database, and the timer that ends calls. */
final class Database implements AutoCloseable {
    private final Dialect dialect;
    private final HikariDataSource pool;
    private final Duration queryLimit;
    private final Deadlines deadlines;

    private Database(Dialect dialect, HikariDataSource pool, Duration queryLimit, String name) {
        this.dialect = dialect;
        this.pool = pool;
        this.queryLimit = queryLimit;
        this.deadlines = new Deadlines("catalogue-" + name + "-timer");
    }

    /**
     * Opens a database; it is created where the URL leads to an embedded one that is not there.
     *
     * @param name the catalogue's, for the names of threads
     * @throws SQLException where it cannot be opened
     */
    static Database open(String name, Settings settings) throws SQLException {
        DataSource source = source(settings);
        // A connection of our own first: the pool hides why an opening failed behind its own time-out.
        try (Connection first = source.getConnection()) {
            first.setAutoCommit(true);
            HikariConfig config = new HikariConfig();
            config.setPoolName("catalogue-" + name);
            config.setDataSource(source);
            config.setMaximumPoolSize(settings.poolSize());
            config.setMinimumIdle(1);
            config.setConnectionTimeout(settings.connectionLimit().toMillis());
            config.setInitializationFailTimeout(-1);
            Dialect dialect = JdbcUrl.isPostgres(settings.jdbcUrl()) ? Dialect.POSTGRESQL : Dialect.H2;
            return new Database(dialect, pool(config), settings.queryLimit(), name);
        }
    }

    /** An embedded database is open while it has a connection, so the pool's first comes before ours goes. */
    private static HikariDataSource pool(HikariConfig config) throws SQLException {
        HikariDataSource pool = new HikariDataSource(config);
        try (Connection second = pool.getConnection()) {
            second.setAutoCommit(true);
            return pool;
        } catch (SQLException e) {
            pool.close();
            throw e;
        }
    }

    private static DataSource source(Settings settings) {
        if (JdbcUrl.isPostgres(settings.jdbcUrl())) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(settings.jdbcUrl());
            source.setUser(settings.user());
            source.setPassword(settings.password());
            source.setReWriteBatchedInserts(true);
            return source;
        }
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(JdbcUrl.tuned(settings.jdbcUrl(), settings.cacheKib()));
        source.setUser(settings.user());
        source.setPassword(settings.password());
        return source;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Work with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T run(Session session) throws SQLException;
    }

    /** Brings the database to the module definitions, in one transaction. */
    Map<String, StoredModule> prepare(Call call, List<ModuleInfo> modules) throws SQLException {
        return write(call, session -> Schema.prepare(session, modules));
    }

    /** Reads: every statement commits by itself. */
    <T> T read(Call call, Work<T> work) {
        return run(call, queryLimit, work);
    }

    /** Writes in one transaction, all or nothing. */
    <T> T write(Call call, Work<T> work) {
        return run(call, call.timeLimit(), session -> {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.run(session);
                session.check();
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        });
    }

    private <T> T run(Call call, Duration limit, Work<T> work) {
        try (Connection connection = pool.getConnection();
                Session session = new Session(connection, dialect, call, limit, deadlines)) {
            deadlines.join(session);
            try {
                return work.run(session);
            } catch (SQLException e) {
                throw session.translate(e);
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** Returns what a caller is told where the database does not do what it should. */
    static CatalogueException unavailable(SQLException cause) {
        return new CatalogueException(
                Kind.UNAVAILABLE, "the catalogue's database does not answer; try again later", List.of(), cause);
    }

    @Override
    public void close() {
        deadlines.close();
        pool.close();
    }
}
