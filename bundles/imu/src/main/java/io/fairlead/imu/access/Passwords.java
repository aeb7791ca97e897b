package io.fairlead.imu.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hashes passwords and compares with their hashes, by bcrypt. Every comparison takes the same time, some 50 ms. */
public final class Passwords {
    /** The most bytes of a password in UTF-8: bcrypt takes no more into account. */
    public static final int MAX_BYTES = 72;

    private static final int COST = 10;
    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");
    /** Compared with where there is no such user, so that an attacker cannot tell by the time. */
    private static final String NOBODY = "$2a$10$abcdefghijklmnopqrstuuAbcdefghijklmnopqrstuvwxyzABCDE";

    private final SecureRandom random;

    /** @param random gives the salts, and passwords that nobody has chosen */
    public Passwords(SecureRandom random) {
        this.random = random;
    }

    /** Returns whether a text is a hash that can be compared with, and in bearable time. */
    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /**
     * Returns the hash of a password.
     *
     * @throws IllegalArgumentException where it is empty or too long
     */
    public String hash(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a password has 1 to " + MAX_BYTES + " bytes");
        }
        return new String(BCrypt.with(random).hash(COST, bytes), StandardCharsets.US_ASCII);
    }

    /** Returns whether a password is the one of a user; takes its time also where there is no user. */
    public boolean matches(String password, Optional<User> user) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        boolean usable = bytes.length > 0 && bytes.length <= MAX_BYTES;
        byte[] hash = user.map(User::hash).orElse(NOBODY).getBytes(StandardCharsets.US_ASCII);
        boolean same = BCrypt.verifyer().verify(usable ? bytes : new byte[] {0}, hash).verified;
        return usable && same && user.isPresent();
    }

    /** Returns a password that nobody can guess. */
    public String made() {
        String letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        return random.ints(20, 0, letters.length())
                .mapToObj(letters::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
