package io.fairlead.dispatcher.dispatch;

/**
 * What Affinity says: {@code name[=value]}.
 *
 * @param name a variable of the host's environment
 * @param value what it should be; empty: anything
 */
public record Affinity(String name, String value) {
    static Affinity read(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new Affinity(text.strip(), "")
                : new Affinity(
                        text.substring(0, equals).strip(),
                        text.substring(equals + 1).strip());
    }
}
