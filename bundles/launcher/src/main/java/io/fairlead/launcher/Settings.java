package io.fairlead.launcher;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The launcher's own settings, from {@code etc/launcher.properties}; read once, at the start.
 *
 * @param startupLimit {@code startup-limit}: how long to wait for every part to come up
 * @param drainLimit {@code drain-limit}: how long a stop may take before it is reported as slow
 * @param drainHardLimit {@code drain-hard-limit}: how long a stop may take before the process ends all the same
 * @param logLevel {@code log-level}: what is logged
 * @param logFileBytes {@code log-file-size}: when the log is rotated
 * @param logFiles {@code log-files}: how many rotated logs are kept
 */
record Settings(
        Duration startupLimit,
        Duration drainLimit,
        Duration drainHardLimit,
        Level logLevel,
        long logFileBytes,
        int logFiles) {
    private static final Settings DEFAULT = new Settings(
            Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(20), Level.INFO, 10L << 20, 5);
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})\\s*([A-Za-z]*)");
    private static final Map<String, Duration> TIMES =
            Map.of("ms", Duration.ofMillis(1), "s", Duration.ofSeconds(1), "min", Duration.ofMinutes(1));
    private static final Map<String, Long> SIZES = Map.of("b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Reads the settings; an absent file gives the defaults.
     *
     * @throws LaunchException with {@link ExitCode#BAD_SETTING}, naming file, word and cure
     */
    static Settings read(Path file) {
        Properties words = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            words.load(reader);
        } catch (NoSuchFileException e) {
            return DEFAULT;
        } catch (IOException | IllegalArgumentException e) {
            throw new LaunchException(
                    ExitCode.BAD_SETTING, "The settings " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
        Words from = new Words(file, words);
        Settings settings = new Settings(
                from.time("startup-limit", DEFAULT.startupLimit()),
                from.time("drain-limit", DEFAULT.drainLimit()),
                from.time("drain-hard-limit", DEFAULT.drainHardLimit()),
                from.level("log-level", DEFAULT.logLevel()),
                from.size("log-file-size", DEFAULT.logFileBytes()),
                (int) from.number("log-files", DEFAULT.logFiles(), 1, 100));
        if (settings.drainHardLimit().compareTo(settings.drainLimit()) < 0) {
            throw new LaunchException(
                    ExitCode.BAD_SETTING,
                    file + ": drain-hard-limit is shorter than drain-limit; make it at least as long.");
        }
        from.refuseTheRest();
        return settings;
    }

    /** The file's words, each taken once. */
    private record Words(Path file, Properties words) {

        Duration time(String key, Duration otherwise) {
            return take(key, otherwise, word -> {
                Matcher amount = AMOUNT.matcher(word);
                String unit = amount.matches() ? amount.group(2) : "?";
                Duration one = TIMES.get(unit.isEmpty() ? "s" : unit.toLowerCase(Locale.ROOT));
                Duration time = one == null ? Duration.ZERO : one.multipliedBy(Long.parseLong(amount.group(1)));
                if (time.isZero() || time.compareTo(LONGEST) > 0) {
                    throw mistake(key, "it is no time from 1 ms to 60 min", "write something like 20 s");
                }
                return time;
            });
        }

        long size(String key, long otherwise) {
            return take(key, otherwise, word -> {
                Matcher amount = AMOUNT.matcher(word);
                String unit = amount.matches() ? amount.group(2) : "?";
                Long one = SIZES.get(unit.isEmpty() ? "b" : unit.toLowerCase(Locale.ROOT));
                long size = one == null ? 0 : one * Long.parseLong(amount.group(1));
                if (size < 1 << 16 || size > 1L << 32) {
                    throw mistake(key, "it is no size from 64 KiB to 4 GiB", "write something like 10 MiB");
                }
                return size;
            });
        }

        long number(String key, long otherwise, long least, long most) {
            return take(key, otherwise, word -> {
                long number = word.matches("[0-9]{1,9}") ? Long.parseLong(word) : -1;
                if (number < least || number > most) {
                    throw mistake(key, "it is no number from " + least + " to " + most, "write one");
                }
                return number;
            });
        }

        Level level(String key, Level otherwise) {
            return take(key, otherwise, word -> {
                if (!word.toLowerCase(Locale.ROOT).matches("error|warn|info|debug|trace")) {
                    throw mistake(key, "it is no level", "write error, warn, info, debug or trace");
                }
                return Level.toLevel(word);
            });
        }

        <T> T take(String key, T otherwise, Function<String, T> parser) {
            String word = words.getProperty(key);
            if (word == null) {
                return otherwise;
            }
            T value = parser.apply(word.strip());
            words.remove(key);
            return value;
        }

        void refuseTheRest() {
            for (String key : new TreeSet<>(words.stringPropertyNames())) {
                throw mistake(
                        key,
                        "nobody knows this setting",
                        "the launcher knows startup-limit, drain-limit, drain-hard-limit, log-level, log-file-size"
                                + " and log-files");
            }
        }

        LaunchException mistake(String key, String what, String cure) {
            return new LaunchException(
                    ExitCode.BAD_SETTING,
                    file + ": " + key + " = " + words.getProperty(key, "") + ": " + what + "; " + cure + ".");
        }
    }
}
