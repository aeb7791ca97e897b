package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.ModuleInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Catalogues for tests. */
final class Catalogues {
    private Catalogues() {}

    static Call call() {
        return Call.within(Duration.ofSeconds(30));
    }

    static Settings settings(String jdbcUrl) {
        return settings(jdbcUrl, Duration.ofSeconds(10));
    }

    /** Settings of a catalogue that does not wait long for a database that is away. */
    static Settings hasty(String jdbcUrl) {
        return settings(jdbcUrl, Duration.ofMillis(500));
    }

    private static Settings settings(String jdbcUrl, Duration connectionLimit) {
        return new Settings(
                "test",
                jdbcUrl,
                "sa",
                "",
                4,
                16384,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(30),
                connectionLimit,
                1_000_000,
                100_000,
                10_000,
                1000,
                5000,
                true);
    }

    static String fileUrl(Path folder) {
        return "jdbc:h2:file:" + folder.toAbsolutePath().resolve("catalogue");
    }

    static JdbcCatalogue open(String jdbcUrl, String definitions) throws SQLException, IOException {
        return JdbcCatalogue.open(settings(jdbcUrl), Definitions.parse(definitions));
    }

    static JdbcCatalogue museum(String jdbcUrl) throws SQLException, IOException {
        return open(jdbcUrl, resource("museum.json"));
    }

    static List<Mapping> museumMapping(JdbcCatalogue catalogue) throws IOException {
        Map<String, ModuleInfo> modules = new LinkedHashMap<>();
        catalogue.modules().forEach(module -> modules.put(module.name(), module));
        return Mapping.parse(resource("museum-mapping.json"), modules);
    }

    static Loader loader(JdbcCatalogue catalogue, PrintStream out) throws IOException {
        return new Loader(catalogue, museumMapping(catalogue), InstantSource.system(), out);
    }

    static PrintStream into(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(JdbcCatalogue.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
