package io.fairlead.imu.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The file of users. It is read again when it has changed; while it cannot be read, the users before hold. Nobody but its
 * owner may read what is written.
 */
public final class UsersFile {
    private static final int MAX_BYTES = 4 << 20;

    private final Consumer<Optional<String>> problem;
    private String seen = "";
    private Users users = Users.none();

    /** @param problem is told what is wrong with the file, or that nothing is */
    public UsersFile(Consumer<Optional<String>> problem) {
        this.problem = problem;
    }

    /** Returns the users of a file as it is now; none where there is no such file. */
    public synchronized Users current(Path file) {
        String stamp = file + " " + stamp(file);
        if (!stamp.equals(seen)) {
            try {
                users = read(file);
                problem.accept(Optional.empty());
            } catch (IOException unusable) {
                problem.accept(Optional.of(
                        file.getFileName() + ": " + unusable.getMessage() + "; the users before stay, mend the file"));
            }
            seen = stamp;
        }
        return users;
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException gone) {
            return "gone";
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException with a sentence, where it cannot be read or a line is wrong
     */
    public static Users read(Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("it is larger than " + MAX_BYTES + " bytes");
            }
            return Users.parse(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Users.none();
        }
    }

    /** Puts users into a file, whole or not at all. */
    public static void write(Path file, Users users) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file stands in a folder");
        Files.createDirectories(folder);
        Path next = folder.resolve("." + file.getFileName() + ".new");
        Files.deleteIfExists(next);
        FileAttribute<?>[] ownerOnly = Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (var out = Files.newByteChannel(
                next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            out.write(java.nio.ByteBuffer.wrap(users.text().getBytes(StandardCharsets.UTF_8)));
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
