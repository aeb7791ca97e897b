package io.fairlead.imu.rules;

import io.fairlead.imu.call.Access;
import io.fairlead.imu.terms.Terms;
import io.fairlead.imu.terms.TermsException;
import io.fairlead.imu.texql.WhereParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules file: one rule a line, {@code MODULE GROUP read|write CONDITION}. A condition is {@code all}, {@code none} or
 * a where clause, as findWhere takes it. {@code *} stands for every module or group, and the group {@code default} for
 * whoever is not logged in. Of several rules that fit, the one that names the module and the group counts, then the one
 * that names the module, then the one that names the group. Where none fits, nothing is forbidden.
 *
 * <p>It is compared by identity: another object may hold other rules.
 */
public final class Rules {
    private static final String ANY = "*";
    private static final String NOBODY = "default";
    private static final int MAX_RULES = 10_000;

    private final Map<Key, Terms> conditions;

    /** What a rule is about. */
    public enum Act {
        /** Finding, fetching, and following references. */
        READ,
        /** Inserting, updating and removing. */
        WRITE
    }

    private record Key(String module, String group, Act act) {}

    private Rules(Map<Key, Terms> conditions) {
        this.conditions = conditions;
    }

    /** Returns that nothing is forbidden. */
    public static Rules none() {
        return new Rules(Map.of());
    }

    /**
     * Reads a file's text.
     *
     * @throws IOException with a sentence that names the line, where one is wrong
     */
    public static Rules parse(String text) throws IOException {
        Map<Key, Terms> conditions = new HashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String rule = line.strip();
            if (!rule.isEmpty() && !rule.startsWith("#")) {
                try {
                    add(rule.split("\\s+", 4), conditions);
                } catch (IllegalArgumentException | TermsException mistake) {
                    throw new IOException("line " + number + ": " + mistake.getMessage(), mistake);
                }
            }
        }
        return new Rules(conditions);
    }

    private static void add(String[] words, Map<Key, Terms> conditions) {
        if (words.length < 4) {
            throw new IllegalArgumentException("a rule is MODULE GROUP read|write CONDITION");
        }
        Act act =
                switch (words[2]) {
                    case "read" -> Act.READ;
                    case "write" -> Act.WRITE;
                    default -> throw new IllegalArgumentException(words[2] + " is neither read nor write");
                };
        Terms condition =
                switch (words[3]) {
                    case "all" -> Terms.EVERYTHING;
                    case "none" -> Terms.NOTHING;
                    default -> WhereParser.parse(words[3]);
                };
        if (conditions.put(new Key(words[0], words[1], act), condition) != null) {
            throw new IllegalArgumentException(
                    "there is already a rule for " + words[0] + " " + words[1] + " " + words[2]);
        }
        if (conditions.size() > MAX_RULES) {
            throw new IllegalArgumentException("there are more than " + MAX_RULES + " rules");
        }
    }

    /** Returns the condition that a record must meet. */
    public Terms condition(String module, Access access, Act act) {
        String group = access.group().orElse(NOBODY);
        return List.of(
                        new Key(module, group, act),
                        new Key(module, ANY, act),
                        new Key(ANY, group, act),
                        new Key(ANY, ANY, act))
                .stream()
                .filter(conditions::containsKey)
                .map(conditions::get)
                .findFirst()
                .orElse(Terms.EVERYTHING);
    }
}
