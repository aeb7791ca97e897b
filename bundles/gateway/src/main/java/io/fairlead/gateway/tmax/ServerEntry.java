package io.fairlead.gateway.tmax;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One entry of {@code *SERVER} that is a gateway's process: its listener, its shared memory process or its handlers.
 *
 * @param entry the entry
 * @param clopt its options
 */
record ServerEntry(Entry entry, Clopt clopt) {
    private static final String GATEWAY = "CUSTOM_GATEWAY";
    private static final int MAX_PORT = 65_535;

    /** Tells whether an entry is a gateway's process. */
    static boolean isOne(Entry entry) {
        return entry.value("SVRTYPE")
                .map(type -> type.toUpperCase(Locale.ROOT))
                .orElse("")
                .equals(GATEWAY);
    }

    static ServerEntry of(Entry entry, Slips slips) {
        return new ServerEntry(entry, Clopt.parse(entry.value("CLOPT").orElse(""), entry.line("CLOPT"), slips));
    }

    String name() {
        return entry.name();
    }

    /** Returns {@code -L}: the name of the listener or shared memory process; handlers have it. */
    Optional<String> partner() {
        return clopt.value('L');
    }

    /** Returns {@code -P}. */
    OptionalInt port(Slips slips) throws TmaxException {
        return option('P', 1, MAX_PORT, slips);
    }

    /** Returns a number among the options. */
    OptionalInt option(char letter, int min, int max, Slips slips) throws TmaxException {
        Optional<String> value = clopt.value(letter);
        return value.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(number("-" + letter, value.get(), min, max, clopt.line(), slips));
    }

    /** Returns a number among the keys. */
    OptionalInt key(String key, int min, int max, Slips slips) throws TmaxException {
        Optional<String> value = entry.value(key);
        return value.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(number(key, value.get(), min, max, entry.line(key), slips));
    }

    static int number(String key, String value, int min, int max, int line, Slips slips) throws TmaxException {
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < min || Integer.parseInt(value) > max) {
            throw new TmaxException(slips.place(line) + ": " + key + " " + value + " is no number from " + min + " to "
                    + max + "; write one");
        }
        return Integer.parseInt(value);
    }
}
