package io.fairlead.catalogue.jdbc;

import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Reads a catalogue's settings; also for those who check a file without applying it. */
@Component(property = SettingsParser.PID + "=" + CatalogueConfig.PID)
public final class CatalogueSettings implements SettingsParser<Settings> {
    private final Path home;

    /** @param context tells the instance's folder */
    @Activate
    public CatalogueSettings(BundleContext context) {
        this(home(context));
    }

    CatalogueSettings(Path home) {
        this.home = home;
    }

    static Path home(BundleContext context) {
        String home = context.getProperty("fairlead.home");
        return Path.of(home == null ? System.getProperty("java.io.tmpdir") : home);
    }

    @Override
    public Settings parse(SettingsReader in) {
        String pid = in.text("service.pid", CatalogueConfig.PID);
        String name = pid.substring(pid.indexOf('~') + 1);
        String url = in.text("jdbc-url", "jdbc:h2:file:data/catalogue-" + name);
        JdbcUrl.problem(url)
                .ifPresent(problem -> in.refuse(
                        "jdbc-url",
                        problem,
                        "write jdbc:h2:file:data/NAME, or a PostgreSQL" + " server without other options"));
        return new Settings(
                name,
                JdbcUrl.resolved(url, home),
                in.text("user", "fairlead"),
                in.text(".password", ""),
                in.integer("pool-size", 4, 1, 64),
                (int) (in.bytes("cache", 16 << 20, 1 << 20, 1 << 30) >> 10),
                file(in, "modules"),
                file(in, "mapping"),
                in.text("load-on-empty").map(home::resolve),
                duration(in, "query-limit", Duration.ofSeconds(30), Duration.ofMillis(10), Duration.ofHours(1)),
                duration(in, "connection-limit", Duration.ofSeconds(5), Duration.ofMillis(250), Duration.ofMinutes(10)),
                in.integer("match-limit", 1_000_000, 1, 10_000_000),
                in.integer("fetch-limit", 100_000, 1, 1_000_000),
                in.integer("attachment-limit", 10_000, 1, 1_000_000),
                in.integer("query-terms", 1000, 1, 100_000),
                in.integer("load-batch", 5000, 1, 100_000),
                in.flag("updates", true));
    }

    private Optional<Path> file(SettingsReader in, String key) {
        Optional<Path> file = in.text(key).map(home::resolve);
        if (file.isPresent() && !Files.isReadable(file.get())) {
            in.refuse(
                    key,
                    "there is no such file to read",
                    "write a path in the instance's folder, such as etc/museum.json");
        }
        return file;
    }

    private static Duration duration(SettingsReader in, String key, Duration otherwise, Duration least, Duration most) {
        Duration given = in.duration(key, otherwise);
        if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
            in.refuse(
                    key,
                    "is not from " + least.toMillis() + " ms to " + most.toSeconds() + " s",
                    "write a length of time such as " + otherwise.toSeconds() + "s");
            return otherwise;
        }
        return given;
    }
}
