package io.fairlead.gateway.codecs;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * The name of the service that a request is for.
 *
 * @param part what the message says
 * @param map the names for what it says; of {@code *} for anything else
 * @param pattern the name where the map has none, with {@code {}} for what the message says; empty for none
 */
record ServiceNames(Part part, Map<String, String> map, String pattern) {
    private static final String ANY = "*";

    /** Returns the name; nothing where the message says nothing, or nothing that has a name. */
    Optional<String> of(ByteBuffer message) {
        return part.of(message, Condition.NEVER).map(String::strip).flatMap(this::name);
    }

    private Optional<String> name(String word) {
        String named = map.get(word);
        if (named != null) {
            return Optional.of(named);
        }
        return pattern.isEmpty() ? Optional.ofNullable(map.get(ANY)) : Optional.of(pattern.replace("{}", word));
    }
}
