package io.fairlead.imu.testing;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.fairlead.imu.access.User;
import io.fairlead.imu.access.Users;
import io.fairlead.imu.access.UsersFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A file of users whose passwords are hashed quickly. */
public final class Accounts {
    private static final int QUICK = 4;

    private final Path file;

    /** Makes a file with the user emu, password secret, in the groups admin and staff. */
    public Accounts(Path folder) {
        file = folder.resolve("imu.users");
        put("emu", "secret", "admin", "staff");
    }

    /** Returns the file. */
    public String file() {
        return file.toString();
    }

    /** Puts a user into the file. */
    public void put(String name, String password, String... groups) {
        byte[] hash = BCrypt.withDefaults().hash(QUICK, password.getBytes(StandardCharsets.UTF_8));
        change(read().with(new User(name, new String(hash, StandardCharsets.US_ASCII), List.of(groups))));
    }

    /** Takes a user out of the file. */
    public void remove(String name) {
        change(read().without(name));
    }

    private Users read() {
        try {
            return UsersFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void change(Users users) {
        try {
            UsersFile.write(file, users);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
