package io.fairlead.imu;

import io.fairlead.transport.Group;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that lets its readers stop a server at its admin port: the port and a key, for the platform's user alone. */
final class AdminKey {
    private static final Logger LOG = LoggerFactory.getLogger(AdminKey.class);

    private final Path file;
    private final String key;
    private String written = "";

    /** @param key what nobody can guess */
    AdminKey(Path home, String pid, String key) {
        this.file = home.resolve("run").resolve(pid.replaceAll("[^A-Za-z0-9.~-]", "_") + ".admin");
        this.key = key;
    }

    Path file() {
        return file;
    }

    boolean matches(String text) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the file for the port that was got; removes it where there is none. */
    void write(Group group) {
        Optional<Integer> port = group.endpoints().stream()
                .filter(endpoint -> endpoint.role().equals(Endpoints.ADMIN))
                .flatMap(endpoint -> endpoint.address().stream())
                .map(InetSocketAddress::getPort)
                .findFirst();
        String text =
                port.map(number -> "port = " + number + "\nkey = " + key + "\n").orElse("");
        if (text.equals(written)) {
            return;
        }
        written = text;
        try {
            if (text.isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            Files.createDirectories(file.getParent());
            Path temporary = Files.createTempFile(
                    file.getParent(),
                    "admin",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("The key file {} cannot be written, so nobody can stop the server by it: {}", file, e.toString());
        }
    }

    /** Removes the file. */
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("The key file {} cannot be removed: {}", file, e.toString());
        }
    }
}
