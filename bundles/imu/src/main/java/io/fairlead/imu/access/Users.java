package io.fairlead.imu.access;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The users of one file, in its order. */
public final class Users {
    /** What stands at the top of the file. */
    static final String HEADING = "# Users of the IMu server: name:bcrypt hash:groups. Edit with imu:user.\n";

    private static final Users NONE = new Users(new LinkedHashMap<>());
    private static final int MAX_USERS = 10_000;

    private final Map<String, User> byName;

    private Users(Map<String, User> byName) {
        this.byName = byName;
    }

    /** Returns that there is no user. */
    public static Users none() {
        return NONE;
    }

    /**
     * Reads a file's text.
     *
     * @throws IOException with a sentence that names the line, where one is wrong
     */
    public static Users parse(String text) throws IOException {
        Map<String, User> users = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                try {
                    User user = User.parse(line.strip());
                    if (users.put(user.name(), user) != null) {
                        throw new IllegalArgumentException("the user " + user.name() + " is there twice");
                    }
                } catch (IllegalArgumentException mistake) {
                    throw new IOException("line " + number + ": " + mistake.getMessage(), mistake);
                }
            }
        }
        if (users.size() > MAX_USERS) {
            throw new IOException("there are more than " + MAX_USERS + " users");
        }
        return new Users(users);
    }

    /** Returns the text of the file. */
    public String text() {
        StringBuilder text = new StringBuilder(HEADING);
        byName.values().forEach(user -> text.append(user.line()).append('\n'));
        return text.toString();
    }

    /** Returns the user of a name. */
    public Optional<User> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns all users. */
    public Collection<User> all() {
        return byName.values();
    }

    /** Returns whether there is no user. */
    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Returns these users with one more, or with one in the place of another of the name. */
    public Users with(User user) {
        Map<String, User> changed = new LinkedHashMap<>(byName);
        changed.put(user.name(), user);
        return new Users(changed);
    }

    /** Returns these users without one. */
    public Users without(String name) {
        Map<String, User> changed = new LinkedHashMap<>(byName);
        changed.remove(name);
        return new Users(changed);
    }
}
