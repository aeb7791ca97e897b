package io.fairlead.imu.terms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what clients send to findTerms: {@code [kind, [item, ...]]}, alone or wrapped as {@code {"terms": ...}}, kinds in
 * either case, items being {@code [column, value, operator]} or groups again; and what old scripts send, one bare
 * {@code [column, value]} or a list of items without kind.
 */
public final class TermsReader {
    /** How deep groups may nest. */
    public static final int MAX_DEPTH = 32;
    /** How many comparisons one search may have. */
    public static final int MAX_TERMS = 10_000;

    private int terms;

    private TermsReader() {}

    /**
     * Reads decoded values.
     *
     * @param params the parameters of findTerms, or what stands under {@code terms}
     * @return the condition; {@link Terms#EVERYTHING} for null and for an empty list or group. Empty groups inside
     *     others are left out
     * @throws TermsException {@code TermsSyntax}, {@code TermsOperator} or {@code TermsLimit}
     */
    public static Terms read(@Nullable Object params) {
        Object value = params;
        if (value instanceof Map<?, ?> map && map.containsKey("terms")) {
            value = map.get("terms");
        }
        if (value == null) {
            return Terms.EVERYTHING;
        }
        List<?> list = list(value);
        if (list == null) {
            throw syntax("terms are a list, not " + shown(value), shown(value));
        }
        Terms read = list.isEmpty() ? null : new TermsReader().item(list, 0);
        return read == null ? Terms.EVERYTHING : read;
    }

    /** Returns the condition, or null for an empty group. */
    private @Nullable Terms item(List<?> item, int depth) {
        if (depth == MAX_DEPTH) {
            throw tooMuch("terms-depth", MAX_DEPTH);
        }
        Object head = item.isEmpty() ? null : item.get(0);
        if (head instanceof String word) {
            Object second = item.size() > 1 ? item.get(1) : null;
            List<?> members = list(second);
            boolean isKind = word.equalsIgnoreCase("and") || word.equalsIgnoreCase("or");
            if (members == null && !(isKind && second == null)) {
                return term(word, item);
            } else if (!isKind) {
                throw syntax("a list of terms begins with \"and\" or \"or\", not " + shown(word), word);
            }
            return group(word.equalsIgnoreCase("and"), members == null ? List.of() : members, depth);
        }
        return group(true, item, depth);
    }

    private @Nullable Terms group(boolean all, List<?> members, int depth) {
        List<Terms> read = new ArrayList<>(members.size());
        for (Object member : members) {
            List<?> item = list(member);
            if (item == null) {
                throw syntax("a term is a list [column, value, operator], not " + shown(member), shown(member));
            }
            Terms terms = item(item, depth + 1);
            if (terms != null) {
                read.add(terms);
            }
        }
        if (read.isEmpty()) {
            return null;
        }
        return all ? new Terms.And(read) : new Terms.Or(read);
    }

    private Terms term(String column, List<?> item) {
        if (item.size() < 2 || item.size() > 3) {
            throw syntax("a term is a list [column, value, operator], not " + item.size() + " values", column);
        }
        if (++terms > MAX_TERMS) {
            throw tooMuch("terms-count", MAX_TERMS);
        }
        return new Terms.Term(column.strip(), operator(item.size() == 3 ? item.get(2) : null), text(item.get(1)));
    }

    private static Operator operator(@Nullable Object value) {
        if (value == null) {
            return Operator.MATCHES;
        }
        String word = value instanceof String text ? text : shown(value);
        return Operator.of(word)
                .orElseThrow(() -> new TermsException(
                        "TermsOperator",
                        shown(word) + " is no operator; use matches, contains, =, <>, <, <=, > or >=",
                        word));
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        } else if (value instanceof Double number) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        } else if (value instanceof String || value instanceof Long || value instanceof Boolean) {
            return value.toString();
        }
        throw syntax("the value of a term is a string or a number, not " + shown(value), shown(value));
    }

    private static @Nullable List<?> list(@Nullable Object value) {
        if (value instanceof Map<?, ?> sparse
                && sparse.keySet().stream().allMatch(key -> key instanceof String name && name.matches("[0-9]{1,9}"))) {
            return new ArrayList<>(sparse.values());
        }
        return value instanceof List<?> list ? list : null;
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof String text) {
            return '"' + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + '"';
        }
        return value == null || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : value instanceof Map<?, ?> ? "an object" : "another kind of value";
    }

    private static TermsException syntax(String message, Object arg) {
        return new TermsException("TermsSyntax", message, arg);
    }

    private static TermsException tooMuch(String limit, long most) {
        return new TermsException("TermsLimit", "more than the limit " + limit + " = " + most + " allows", limit, most);
    }
}
