package io.fairlead.gateway.tmax;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of a gateway's process: what stands behind {@code --} in {@code CLOPT}.
 *
 * @param options the options by their letters; {@code s} has no value
 * @param line where they stand
 */
record Clopt(Map<Character, String> options, int line) {
    private static final Pattern OPTION =
            Pattern.compile("(-|\u2010|\u2011|\u2012|\u2013|\u2014|\u2212)([A-Za-z])(.*)");
    private static final String KNOWN = "PNkrLF";
    private static final char SERVER_MODE = 's';

    Clopt {
        options = Map.copyOf(options);
    }

    static Clopt parse(String text, int line, Slips slips) {
        Map<Character, String> options = new HashMap<>();
        String[] words = text.strip().split("\\s+", -1);
        int i = 0;
        while (i < words.length && !isSeparator(words[i])) {
            i++;
        }
        if (i == words.length) {
            i = -1;
        }
        for (i++; i < words.length; i++) {
            Matcher option = OPTION.matcher(words[i]);
            if (!option.matches()) {
                slips.slip(line, "CLOPT: '" + words[i] + "' is no option and is passed over");
                continue;
            }
            char letter = option.group(2).charAt(0);
            if (!option.group(1).equals("-")) {
                slips.slip(
                        line,
                        "CLOPT: the dash of " + words[i]
                                + " is the character U+%04X and is read as -"
                                        .formatted((int) option.group(1).charAt(0)));
            }
            if (letter == SERVER_MODE) {
                options.put(letter, "");
            } else if (KNOWN.indexOf(letter) < 0) {
                slips.notice(line, "CLOPT: -" + letter + " is not known and has no effect");
                i += option.group(3).isEmpty()
                                && i + 1 < words.length
                                && !OPTION.matcher(words[i + 1]).matches()
                        ? 1
                        : 0;
            } else if (!option.group(3).isEmpty()) {
                options.put(letter, option.group(3));
            } else if (i + 1 < words.length) {
                options.put(letter, words[++i]);
            } else {
                slips.slip(line, "CLOPT: -" + letter + " has no value");
            }
        }
        return new Clopt(options, line);
    }

    /** Returns the value of an option. */
    Optional<String> value(char letter) {
        return Optional.ofNullable(options.get(letter));
    }

    /** Tells whether {@code -s} is given. */
    boolean serverMode() {
        return options.containsKey(SERVER_MODE);
    }

    private static boolean isSeparator(String word) {
        return word.equals("--") || word.equals("\u2013\u2013") || word.equals("\u2014");
    }
}
