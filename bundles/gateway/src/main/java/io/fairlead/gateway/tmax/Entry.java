package io.fairlead.gateway.tmax;

import java.util.Map;
import java.util.Optional;

/**
 * One entry of a section.
 *
 * @param section {@code SERVER} or {@code SERVICE}
 * @param name what it is called
 * @param line where it begins
 * @param attributes its keys in upper case, with their values
 */
record Entry(String section, String name, int line, Map<String, Attribute> attributes) {
    /**
     * One value.
     *
     * @param value without quotes
     * @param line where it stands
     */
    record Attribute(String value, int line) {}

    Entry {
        attributes = Map.copyOf(attributes);
    }

    /** Returns a value. */
    Optional<String> value(String key) {
        return Optional.ofNullable(attributes.get(key)).map(Attribute::value);
    }

    /** Returns the line of a value, or of the entry where it does not have it. */
    int line(String key) {
        return Optional.ofNullable(attributes.get(key)).map(Attribute::line).orElse(line);
    }
}
