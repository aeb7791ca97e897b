package io.fairlead.catalogue.jdbc;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a JDBC URL may say. It is a privileged value: options of both drivers run scripts, load classes, write files or
 * open the database to others. So only known options pass.
 */
final class JdbcUrl {
    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRES = "jdbc:postgresql://";
    private static final Set<String> H2_OPTIONS =
            Set.of("CACHE_SIZE", "COMPRESS", "LOCK_TIMEOUT", "MAX_COMPACT_TIME", "QUERY_CACHE_SIZE", "WRITE_DELAY");
    private static final Set<String> POSTGRES_OPTIONS = Set.of(
            "applicationname",
            "connecttimeout",
            "currentschema",
            "logintimeout",
            "preparethreshold",
            "sockettimeout",
            "ssl",
            "sslcert",
            "sslkey",
            "sslmode",
            "sslrootcert",
            "targetservertype",
            "tcpkeepalive");

    private JdbcUrl() {}

    static boolean isPostgres(String url) {
        return url.startsWith(POSTGRES);
    }

    /** Returns what is wrong with a URL, in a sentence, or nothing where it may be used. */
    static Optional<String> problem(String url) {
        if (url.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("it has a control character");
        }
        if (isPostgres(url)) {
            int query = url.indexOf('?');
            return query < 0 ? Optional.empty() : postgresOptions(url.substring(query + 1));
        }
        if (!url.startsWith(H2)) {
            return Optional.of("only jdbc:h2:file:, jdbc:h2:mem: and jdbc:postgresql://host:port/name are known here");
        }
        String[] parts = url.substring(H2.length()).split(";", -1);
        Optional<String> place = h2Place(parts[0]);
        return place.isPresent() ? place : h2Options(List.of(parts).subList(1, parts.length));
    }

    /** Returns the URL with a relative path of an H2 file counted from the instance's folder. */
    static String resolved(String url, Path home) {
        if (!url.startsWith(H2 + "file:")) {
            return url;
        }
        String rest = url.substring((H2 + "file:").length());
        int options = rest.indexOf(';');
        String path = options < 0 ? rest : rest.substring(0, options);
        return H2 + "file:" + home.resolve(path).toAbsolutePath().normalize()
                + (options < 0 ? "" : rest.substring(options));
    }

    /** Returns the URL that is opened: with a bounded cache, without a shutdown hook, without a trace file. */
    static String tuned(String url, int cacheKib) {
        StringBuilder tuned = new StringBuilder(url);
        // An interrupted thread closes its file; this file system opens it again.
        if (url.startsWith(H2 + "file:")) {
            tuned.replace(0, (H2 + "file:").length(), H2 + "retry:");
        }
        String given = url.toUpperCase(Locale.ROOT);
        List<String> own = List.of(
                "CACHE_SIZE=" + cacheKib,
                "QUERY_CACHE_SIZE=128",
                "MAX_COMPACT_TIME=200",
                "RETENTION_TIME=2000",
                "DB_CLOSE_ON_EXIT=FALSE");
        for (String option : own) {
            if (!given.contains(";" + option.substring(0, option.indexOf('=') + 1))) {
                tuned.append(';').append(option);
            }
        }
        return tuned.append(";TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0;ANALYZE_AUTO=0;DB_CLOSE_DELAY=0")
                .toString();
    }

    private static Optional<String> h2Place(String place) {
        boolean file = place.startsWith("file:");
        if (!file && !place.startsWith("mem:")) {
            return Optional.of("H2 is used embedded only; write jdbc:h2:file:data/NAME");
        }
        String rest = place.substring(place.indexOf(':') + 1);
        if (rest.isBlank()) {
            return Optional.of("it names no file; write jdbc:h2:file:data/NAME");
        }
        return rest.indexOf(':') < 0
                ? Optional.empty()
                : Optional.of("its path has a colon; write jdbc:h2:file:data/NAME");
    }

    private static Optional<String> h2Options(List<String> options) {
        for (String option : options) {
            String name = option.split("=", 2)[0].strip().toUpperCase(Locale.ROOT);
            if (!H2_OPTIONS.contains(name)) {
                return Optional.of("the option " + name + " may not stand in a JDBC URL here; known are "
                        + String.join(", ", H2_OPTIONS.stream().sorted().toList()));
            }
            if (!option.matches("[^=]+=\\s*(?i:\\d{1,9}|true|false)\\s*")) {
                return Optional.of("the option " + name + " needs a number, true or false");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> postgresOptions(String query) {
        for (String option : query.split("&", -1)) {
            String name = option.split("=", 2)[0];
            if (!POSTGRES_OPTIONS.contains(name.toLowerCase(Locale.ROOT))) {
                return Optional.of("the parameter " + name + " may not stand in a JDBC URL here; known are "
                        + String.join(", ", POSTGRES_OPTIONS.stream().sorted().toList())
                        + "; user and .password are settings of their own");
            }
        }
        return Optional.empty();
    }
}
