package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Opens catalogues in memory for tests of their users. */
public final class H2Catalogues {
    private H2Catalogues() {}

    /** Returns an empty catalogue of its own. */
    public static Catalogue inMemory(String name, String definitions) {
        return open(name, "jdbc:h2:mem:" + name, definitions);
    }

    /** Opens a catalogue that waits half a second for its database where that is away. */
    public static Catalogue open(String name, String jdbcUrl, String definitions) {
        Settings settings = new Settings(
                name,
                jdbcUrl,
                "sa",
                "",
                6,
                16384,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                1_000_000,
                100_000,
                10_000,
                1000,
                5000,
                true);
        try {
            return JdbcCatalogue.open(settings, Definitions.parse(definitions));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes a catalogue. */
    public static void close(Catalogue catalogue) {
        ((JdbcCatalogue) catalogue).close();
    }
}
