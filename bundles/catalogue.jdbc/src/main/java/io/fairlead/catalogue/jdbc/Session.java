package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.CatalogueException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call's use of one connection: its statements end when the call is cancelled or its time is up. For one thread,
 * apart from the two ways to end it.
 */
final class Session implements AutoCloseable {
    private static final Duration BETWEEN_STRIKES = Duration.ofMillis(20);

    private final Connection connection;
    private final Dialect dialect;
    private final Duration limit;
    private final long deadline;
    private final Call.Registration cancelling;
    private final Deadlines deadlines;
    private final Object lock = new Object();

    private @Nullable Statement running;
    private @Nullable Kind ended;
    private boolean closed;

    Session(Connection connection, Dialect dialect, Call call, Duration ownLimit, Deadlines deadlines) {
        this.connection = connection;
        this.dialect = dialect;
        this.deadlines = deadlines;
        this.limit = call.timeLimit().compareTo(ownLimit) < 0 ? call.timeLimit() : ownLimit;
        this.deadline = deadlines.after(limit);
        this.cancelling = call.onCancel(() -> end(Kind.CANCELLED));
    }

    /** Returns when the time is up, as {@link Deadlines} counts. */
    long deadline() {
        return deadline;
    }

    /** Ends what runs: it has taken too long. */
    void timeIsUp() {
        end(Kind.TIME_OUT);
    }

    Connection connection() {
        return connection;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Prepares a statement that the call's end cancels; it is the only one that runs until the next. */
    PreparedStatement prepare(String sql) throws SQLException {
        check();
        PreparedStatement statement = connection.prepareStatement(sql);
        runs(statement);
        return statement;
    }

    /** Tells which of several prepared statements is about to run. */
    void runs(Statement statement) {
        synchronized (lock) {
            running = statement;
        }
        check();
    }

    /**
     * Ends here where the call is over.
     *
     * @throws CatalogueException {@code TIME_OUT} or {@code CANCELLED}
     */
    void check() {
        Kind kind;
        synchronized (lock) {
            kind = ended;
        }
        if (kind != null) {
            throw over(kind);
        }
    }

    /** Returns what a caller is told of a failure. */
    CatalogueException translate(SQLException failure) {
        synchronized (lock) {
            if (ended != null) {
                return over(ended);
            }
        }
        return Database.unavailable(failure);
    }

    private CatalogueException over(Kind kind) {
        return kind == Kind.CANCELLED
                ? new CatalogueException(kind, "the call was cancelled", List.of())
                : new CatalogueException(
                        kind,
                        "the catalogue did not answer within " + limit.toMillis() + " ms",
                        List.of(Long.toString(limit.toMillis())));
    }

    private void end(Kind kind) {
        synchronized (lock) {
            if (ended != null) {
                return;
            }
            ended = kind;
        }
        strike();
    }

    /** Cancels what runs, until it ends: a statement that is about to start does not notice that it was cancelled. */
    private void strike() {
        Statement victim;
        synchronized (lock) {
            victim = running;
            if (closed || victim == null) {
                return;
            }
        }
        try {
            victim.cancel();
        } catch (SQLException alreadyClosed) {
            // Then it needs no cancelling, and check() ends the call before the next statement.
            return;
        }
        deadlines.later(BETWEEN_STRIKES, this::strike);
    }

    @Override
    public void close() {
        deadlines.leave(this);
        cancelling.close();
        synchronized (lock) {
            running = null;
            closed = true;
        }
    }
}
