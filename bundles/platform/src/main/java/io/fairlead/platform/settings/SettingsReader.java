package io.fairlead.platform.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of settings that collects every mistake instead of stopping at the first. Keys that nobody read are
 * mistakes too, see {@link #unread()}.
 */
public final class SettingsReader {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d|w)?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*([kKmMgG])?(?:i?[bB])?");

    private final Map<String, ?> properties;
    private final Map<String, String> fallBack = new HashMap<>();
    private final TreeSet<String> read = new TreeSet<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param properties the properties as ConfigAdmin pushed them; strings are trimmed, arrays and collections are lists
     */
    public SettingsReader(Map<String, ?> properties) {
        this.properties = Map.copyOf(properties);
    }

    /**
     * Gives settings from another source, such as a file of the user's own. They count where the properties themselves
     * do not have the key.
     *
     * @param values settings by their keys
     */
    public void fallBackOn(Map<String, String> values) {
        fallBack.putAll(values);
    }

    /** Returns the setting's text, or nothing where it is missing or blank. */
    public Optional<String> text(String key) {
        read.add(key);
        return Optional.ofNullable(given(key))
                .map(SettingsReader::plain)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** Returns the setting's text, or {@code otherwise} where it is missing or blank. */
    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /** Returns the setting's text; its absence is a mistake, and then the answer is empty. */
    public String required(String key, String cure) {
        return text(key).orElseGet(() -> {
            refuse(key, "is missing", cure);
            return "";
        });
    }

    /** Returns a list: an array or collection as it is, a text split at commas; blanks around words are dropped. */
    public List<String> list(String key) {
        read.add(key);
        Object value = given(key);
        if (value == null) {
            return List.of();
        }
        Collection<?> words = value instanceof Collection<?> collection
                ? collection
                : value instanceof Object[] array
                        ? Arrays.asList(array)
                        : List.of(plain(value).split(",", -1));
        return words.stream()
                .map(SettingsReader::plain)
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Returns a whole number from {@code min} to {@code max}, both included. */
    public int integer(String key, int otherwise, int min, int max) {
        return (int) longInteger(key, otherwise, min, max);
    }

    /** Returns a whole number from {@code min} to {@code max}, both included. */
    public long longInteger(String key, long otherwise, long min, long max) {
        return value(
                key,
                otherwise,
                text -> {
                    long number = Long.parseLong(text);
                    if (number < min || number > max) {
                        throw new NumberFormatException("out of range");
                    }
                    return number;
                },
                "is not a whole number from " + min + " to " + max,
                "write one, such as " + otherwise);
    }

    /** Returns true for {@code yes, true, on, 1} and false for {@code no, false, off, 0}, in any case. */
    public boolean flag(String key, boolean otherwise) {
        return value(
                key,
                otherwise,
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "yes", "true", "on", "1" -> true;
                    case "no", "false", "off", "0" -> false;
                    default -> throw new IllegalArgumentException(text);
                },
                "is neither yes nor no",
                "write yes or no");
    }

    /**
     * Returns a length of time: a number with {@code ms, s, m, h, d} or {@code w}; without a unit, seconds. {@code 0}
     * and {@code none} are {@link Duration#ZERO}, which means "no limit" where the setting says so.
     */
    public Duration duration(String key, Duration otherwise) {
        return value(
                key,
                otherwise,
                SettingsReader::parseDuration,
                "is not a length of time",
                "write a number and ms, s, m, h, d or w, such as 30s, or none");
    }

    /** Returns a number of bytes: a number, with {@code k, m} or {@code g} for powers of 1024. */
    public long bytes(String key, long otherwise, long min, long max) {
        return value(
                key,
                otherwise,
                text -> {
                    Matcher matcher = SIZE.matcher(text);
                    if (!matcher.matches()) {
                        throw new IllegalArgumentException(text);
                    }
                    String unit =
                            matcher.group(2) == null ? "" : matcher.group(2).toLowerCase(Locale.ROOT);
                    int shift = unit.isEmpty() ? 0 : 10 * ("kmg".indexOf(unit) + 1);
                    long bytes = Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
                    if (bytes < min || bytes > max) {
                        throw new IllegalArgumentException(text);
                    }
                    return bytes;
                },
                "is not a number of bytes from " + min + " to " + max,
                "write a number, with k, m or g where it helps, such as 64k");
    }

    /** Returns one of an enumeration's words, written in lower case with hyphens, such as {@code both-close}. */
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        E[] all = otherwise.getDeclaringClass().getEnumConstants();
        String words = Arrays.stream(all).map(SettingsReader::word).collect(Collectors.joining(", "));
        return value(
                key,
                otherwise,
                text -> Arrays.stream(all)
                        .filter(each -> word(each).equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(text)),
                "is not known here",
                "write one of " + words);
    }

    /**
     * Returns what {@code parse} makes of the text.
     *
     * @param parse throws {@link RuntimeException} for a text that it does not take
     * @param message what is wrong where it does
     * @param cure what to write instead
     */
    public <T> T value(String key, T otherwise, Function<String, T> parse, String message, String cure) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return parse.apply(text.get());
        } catch (RuntimeException notTaken) {
            refuse(key, message, cure);
            return otherwise;
        }
    }

    /** Tells a mistake in {@code key}. */
    public void refuse(String key, String message, String cure) {
        Object given = given(key);
        String value = given == null ? "" : plain(given);
        problems.add(new Problem(key, value, message, cure));
    }

    /** Returns the mistakes told so far. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Returns the keys that were given and not read; those of the framework and of file handling are left out. */
    public List<String> unread() {
        return properties.keySet().stream()
                .filter(key -> !read.contains(key))
                .filter(key -> !key.startsWith("service.")
                        && !key.startsWith("component.")
                        && !key.startsWith("felix.")
                        && !key.startsWith(":")
                        && !key.endsWith(".target"))
                .sorted()
                .toList();
    }

    /** Returns the keys that were read so far, with or without a value. */
    public Collection<String> known() {
        return List.copyOf(read);
    }

    static Duration parseDuration(String text) {
        if (text.equalsIgnoreCase("none")) {
            return Duration.ZERO;
        }
        Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2) == null ? "s" : matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            case "w" -> Duration.ofDays(Math.multiplyExact(number, 7L));
            default -> Duration.ofSeconds(number);
        };
    }

    private @Nullable Object given(String key) {
        Object value = properties.get(key);
        return value == null ? fallBack.get(key) : value;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String plain(Object value) {
        return value instanceof Object[] array
                ? Arrays.stream(array).map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(value);
    }
}
