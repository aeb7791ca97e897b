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
        Settings settings = new Settings(
                name,
                "jdbc:h2:mem:" + name + "",
                "sa",
                "",
                6,
                16384,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
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
