package io.fairlead.imu.access;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Somebody who may log in: one line {@code name:hash:group,group} of the users file.
 *
 * @param name without blanks, colons and control characters, at most 100 characters
 * @param hash of the password, as {@link Passwords} makes it
 * @param groups the groups as which the user may log in, at least one; the first where a log-in names none
 */
public record User(String name, String hash, List<String> groups) {
    private static final Pattern WORD = Pattern.compile("[^\\s:,#\\p{Cntrl}]{1,100}");

    public User {
        groups = List.copyOf(groups);
        groups.forEach(User::check);
        check(name);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("the user " + name + " is in no group");
        }
        if (!Passwords.isHash(hash)) {
            throw new IllegalArgumentException("the user " + name + " has no bcrypt hash for a password");
        }
    }

    private static void check(String word) {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException(
                    "the name of a user or group has 1 to 100 characters, no blank and none of : , #");
        }
    }

    /** Reads a line. */
    static User parse(String line) {
        String[] parts = line.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("the line is not name:hash:groups");
        }
        return new User(parts[0], parts[1], List.of(parts[2].split(",", -1)));
    }

    /** Returns the line. */
    String line() {
        return name + ":" + hash + ":" + String.join(",", groups);
    }
}
