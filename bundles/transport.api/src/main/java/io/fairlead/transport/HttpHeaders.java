package io.fairlead.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Header fields in their order and with their names as written; names are compared without regard to case. Names and
 * values with control characters are refused, so that nobody can smuggle a line into a message.
 */
public final class HttpHeaders {
    private final List<String> namesAndValues = new ArrayList<>();

    /** Makes headers without a field. */
    public HttpHeaders() {}

    /**
     * Adds a field behind those that are there.
     *
     * @return this
     * @throws IllegalArgumentException where the name is empty or has a blank, a colon or a control character, or the
     *     value has a control character other than TAB
     */
    public HttpHeaders add(String name, String value) {
        if (!isName(name)) {
            throw new IllegalArgumentException("no name of a header field: " + name.replaceAll("\\p{Cntrl}", "?"));
        }
        if (!isValue(value)) {
            throw new IllegalArgumentException("the value of " + name + " has a control character");
        }
        namesAndValues.add(name);
        namesAndValues.add(value);
        return this;
    }

    /** Puts a field in place of all of that name. */
    public HttpHeaders set(String name, String value) {
        for (int i = namesAndValues.size() - 2; i >= 0; i -= 2) {
            if (namesAndValues.get(i).equalsIgnoreCase(name)) {
                namesAndValues.subList(i, i + 2).clear();
            }
        }
        return add(name, value);
    }

    /** Returns the first field's value. */
    public Optional<String> first(String name) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            if (namesAndValues.get(i).equalsIgnoreCase(name)) {
                return Optional.of(namesAndValues.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /** Returns every value of that name, in order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        forEach((each, value) -> {
            if (each.equalsIgnoreCase(name)) {
                values.add(value);
            }
        });
        return values;
    }

    /** Calls with each field's name and value, in order. */
    public void forEach(BiConsumer<String, String> each) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            each.accept(namesAndValues.get(i), namesAndValues.get(i + 1));
        }
    }

    /** Returns how many fields there are. */
    public int size() {
        return namesAndValues.size() / 2;
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c == ':' || c == 0x7f) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
