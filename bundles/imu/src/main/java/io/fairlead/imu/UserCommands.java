package io.fairlead.imu;

import io.fairlead.imu.access.Passwords;
import io.fairlead.imu.access.User;
import io.fairlead.imu.access.Users;
import io.fairlead.imu.access.UsersFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;

/** What {@code imu:user} does with one file of users. */
final class UserCommands {
    static final String USAGE = """
            imu:user list
            imu:user add NAME [PASSWORD [GROUP...]]
            imu:user passwd NAME [PASSWORD]
            imu:user remove NAME

            Without a PASSWORD, or with -, one is made and shown once. Without a GROUP the user is in the group users;
            a log-in that names no group is made as a member of the first. A user who is removed is logged out within
            seconds.""";
    private static final String GROUP = "users";

    private final Path file;
    private final Passwords passwords = new Passwords(new SecureRandom());

    UserCommands(Path file) {
        this.file = file;
    }

    /**
     * Does what the words say.
     *
     * @return what is shown
     * @throws IllegalArgumentException with a sentence, where they cannot be followed
     */
    String run(List<String> words) {
        String what = words.isEmpty() ? "" : words.get(0);
        boolean named = words.size() > 1;
        try {
            if (what.equals("list") && words.size() == 1) {
                return list(UsersFile.read(file));
            } else if (what.equals("add") && named) {
                return add(words.get(1), words);
            } else if (what.equals("passwd") && named && words.size() <= 3) {
                return passwd(words.get(1), words);
            } else if (what.equals("remove") && words.size() == 2) {
                return remove(words.get(1));
            }
        } catch (IOException unusable) {
            throw new IllegalArgumentException(file + ": " + unusable.getMessage(), unusable);
        }
        throw new IllegalArgumentException("imu:user is written so:\n" + USAGE);
    }

    private static String list(Users users) {
        StringBuilder out = new StringBuilder();
        users.all()
                .forEach(user -> out.append(
                        String.format(Locale.ROOT, "%s  %s%n", user.name(), String.join(",", user.groups()))));
        return out.isEmpty() ? "there is no user" : out.substring(0, out.length() - 1);
    }

    private String add(String name, List<String> words) throws IOException {
        Users users = UsersFile.read(file);
        if (users.find(name).isPresent()) {
            throw new IllegalArgumentException(
                    "the user " + name + " is there already; imu:user passwd sets another password");
        }
        String password = password(words);
        List<String> groups = words.size() > 3 ? words.subList(3, words.size()) : List.of(GROUP);
        UsersFile.write(file, users.with(new User(name, passwords.hash(password), groups)));
        return "user " + name + " may log in as a member of " + String.join(", ", groups) + shown(words, password);
    }

    private String passwd(String name, List<String> words) throws IOException {
        Users users = UsersFile.read(file);
        String password = password(words);
        User changed =
                new User(name, passwords.hash(password), known(users, name).groups());
        UsersFile.write(file, users.with(changed));
        return "user " + name + " has another password" + shown(words, password);
    }

    private String remove(String name) throws IOException {
        Users users = UsersFile.read(file);
        known(users, name);
        UsersFile.write(file, users.without(name));
        return "user " + name + " is removed";
    }

    private static User known(Users users, String name) {
        return users.find(name).orElseThrow(() -> new IllegalArgumentException("there is no user " + name));
    }

    private static boolean isGiven(List<String> words) {
        return words.size() > 2 && !words.get(2).equals("-");
    }

    private String password(List<String> words) {
        return isGiven(words) ? words.get(2) : passwords.made();
    }

    private static String shown(List<String> words, String password) {
        return isGiven(words) ? "" : "\npassword: " + password;
    }
}
