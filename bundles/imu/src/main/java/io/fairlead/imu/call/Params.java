package io.fairlead.imu.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a method as the published clients write them: null is absent, PHP's empty array may stand for
 * an object and its sparse lists are objects with numeric names, numbers may come as strings, booleans as 1 and 0.
 */
public final class Params {
    private Params() {}

    /** Returns the members of an object. */
    public static Map<String, @Nullable Object> object(String method, @Nullable Object value) {
        if (value == null || (value instanceof List<?> list && list.isEmpty())) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put(String.valueOf(name), member));
            return members;
        }
        throw ImuException.params(method, "expected an object, not " + kind(value));
    }

    /** Returns the elements of a list; of a sparse list those that are there. */
    public static List<@Nullable Object> list(String method, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(Params::isIndex)) {
            return new ArrayList<>(map.values());
        }
        throw ImuException.params(method, "expected a list, not " + kind(value));
    }

    private static boolean isIndex(@Nullable Object name) {
        return name instanceof String text && text.matches("[0-9]{1,9}");
    }

    /** Returns a whole number, or nothing for null. */
    public static Optional<Long> integer(String method, String name, @Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Long number) {
            return Optional.of(number);
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Optional.of(number.longValue());
        }
        if (value instanceof String text && text.strip().matches("[+-]?[0-9]{1,18}")) {
            return Optional.of(Long.parseLong(text.strip()));
        }
        throw ImuException.params(method, name + " must be a whole number, not " + kind(value));
    }

    /** Returns a text, or nothing for null. */
    public static Optional<String> text(String method, String name, @Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String || value instanceof Long) {
            return Optional.of(value.toString());
        }
        throw ImuException.params(method, name + " must be a string, not " + kind(value));
    }

    /** Returns a truth: true, 1 or "1" in any form clients use; nothing for null. */
    public static Optional<Boolean> flag(String name, @Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Boolean flag) {
            return Optional.of(flag);
        }
        if (value instanceof Number number) {
            return Optional.of(number.doubleValue() != 0);
        }
        if (value instanceof String text) {
            return Optional.of(!List.of("", "0", "false", "no").contains(text.toLowerCase(Locale.ROOT)));
        }
        throw new ImuException(
                "SessionRequest", ImuException.CODE, name + " must be true or false, not " + kind(value), name);
    }

    /** Returns a word for what a value is. */
    public static String kind(@Nullable Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof String text) {
            return '"' + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + '"';
        } else if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        } else if (value instanceof Map) {
            return "an object";
        }
        return value instanceof List ? "a list" : "a file";
    }
}
