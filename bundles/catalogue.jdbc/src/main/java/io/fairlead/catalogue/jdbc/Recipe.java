package io.fairlead.catalogue.jdbc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one column is made from a record's fields: the keys of a mapping file's column.
 *
 * <ul>
 *   <li>{@code field}: the field; {@code before} or {@code after}: its part before or after the first such text
 *       (without it, {@code before} is all and {@code after} nothing); {@code split}: cut into a list there;
 *       {@code matches}: a regular expression that its whole must match, else it counts as empty; {@code orderBy} and {@code take}: of a list of objects, in the order of one member, another member
 *   <li>{@code text}: a text with <code>{field}</code> in it; what stands in square brackets is left out where its field is
 *       empty; {@code every} and {@code instead}: another text where the irn is a multiple of that number
 * </ul>
 */
final class Recipe {
    private static final Set<String> KEYS =
            Set.of("field", "before", "after", "split", "matches", "orderBy", "take", "text", "every", "instead");
    private static final Pattern FIELD = Pattern.compile("\\{([^{}]+)\\}");
    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)\\]");

    private final Map<String, String> keys;
    private final @Nullable Pattern pattern;

    /** @throws IllegalArgumentException where its regular expression is none */
    private Recipe(Map<String, String> keys) {
        this.keys = keys;
        String matches = keys.get("matches");
        this.pattern = matches == null ? null : Pattern.compile(matches);
    }

    static Recipe field(String name) {
        return new Recipe(Map.of("field", name));
    }

    static Recipe parse(String place, @Nullable Object definition) throws IOException {
        if (definition instanceof String name) {
            return field(name);
        }
        if (!(definition instanceof Map<?, ?> given)) {
            throw new IOException("the mapping of " + place + " is neither a field's name nor an object");
        }
        Map<String, String> keys = new HashMap<>();
        for (Map.Entry<?, ?> key : given.entrySet()) {
            if (!KEYS.contains(String.valueOf(key.getKey()))) {
                throw new IOException("the mapping of " + place + ": " + key.getKey() + " is not known; write one of "
                        + KEYS.stream().sorted().toList());
            }
            keys.put(String.valueOf(key.getKey()), String.valueOf(key.getValue()));
        }
        if (keys.containsKey("field") == keys.containsKey("text")) {
            throw new IOException("the mapping of " + place + " needs either field or text");
        }
        if (keys.containsKey("every") && !keys.getOrDefault("every", "").matches("[1-9][0-9]{0,8}")) {
            throw new IOException("the mapping of " + place + ": every is a whole number above zero");
        }
        try {
            return new Recipe(Map.copyOf(keys));
        } catch (IllegalArgumentException e) {
            throw new IOException("the mapping of " + place + ": matches is no regular expression", e);
        }
    }

    /** Returns text, a list of texts (or of lists), or null when empty. */
    @Nullable
    Object value(Map<String, @Nullable Object> record, long irn) {
        String text = keys.get("text");
        if (text != null) {
            String every = keys.get("every");
            boolean instead = every != null && irn >= 0 && irn % Long.parseLong(every) == 0;
            return filled(instead ? keys.getOrDefault("instead", "") : text, record);
        }
        Object value = record.get(keys.getOrDefault("field", ""));
        if (value instanceof List<?> list) {
            return list.isEmpty() ? null : taken(list);
        }
        return value == null || !matches(value.toString()) ? null : part(value.toString());
    }

    private boolean matches(String text) {
        return pattern == null || pattern.matcher(text).matches();
    }

    private @Nullable Object part(String text) {
        String before = keys.get("before");
        String after = keys.get("after");
        String split = keys.get("split");
        String part = text;
        if (before != null) {
            int at = text.indexOf(before);
            part = (at < 0 ? text : text.substring(0, at)).strip();
        } else if (after != null) {
            int at = text.indexOf(after);
            part = at < 0 ? "" : text.substring(at + after.length()).strip();
        }
        if (part.isEmpty()) {
            return null;
        }
        return split == null ? part : List.of(part.split(Pattern.quote(split), -1));
    }

    private Object taken(List<?> list) {
        String take = keys.get("take");
        if (take == null) {
            return list;
        }
        List<Map<?, ?>> members = new ArrayList<>();
        for (Object each : list) {
            members.add(each instanceof Map<?, ?> member ? member : Map.of());
        }
        String orderBy = keys.get("orderBy");
        if (orderBy != null) {
            members.sort(Comparator.comparing(
                    member -> Terms.integer(String.valueOf(member.get(orderBy))).orElse(Long.MAX_VALUE)));
        }
        List<@Nullable Object> taken = new ArrayList<>();
        members.forEach(member -> taken.add(member.get(take)));
        return taken;
    }

    private static String filled(String template, Map<String, @Nullable Object> record) {
        Matcher part = OPTIONAL.matcher(template);
        String kept = part.replaceAll(found -> {
            Matcher field = FIELD.matcher(found.group(1));
            boolean empty = field.find() && record.get(field.group(1)) == null;
            return empty ? "" : Matcher.quoteReplacement(found.group(1));
        });
        return FIELD.matcher(kept).replaceAll(found -> {
            Object value = record.get(found.group(1));
            return value == null ? "" : Matcher.quoteReplacement(value.toString());
        });
    }
}
