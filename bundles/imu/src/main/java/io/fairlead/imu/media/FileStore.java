package io.fairlead.imu.media;

import io.fairlead.imu.stream.Binary;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files by their content: the key of a file is the SHA-256 of its bytes, so that equal files are kept once, a file never
 * changes under its key, and a key never names a path. A file is there whole or not at all.
 */
final class FileStore {
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final int COPY_BYTES = 64 << 10;

    private final Path root;

    /** @param root the folder; it is made when the first file comes */
    FileStore(Path root) {
        this.root = root;
    }

    /** Returns where a file is, if it is there. */
    Optional<Path> find(String key) {
        return Optional.of(key)
                .filter(text -> KEY.matcher(text).matches())
                .map(this::place)
                .filter(Files::isRegularFile);
    }

    private Path place(String key) {
        return root.resolve(key.substring(0, 2)).resolve(key);
    }

    /**
     * Keeps a file, whatever its size, without holding it in memory.
     *
     * @return its key
     * @throws IOException where it cannot be read or the disk is full; then nothing is left of it
     */
    String put(Binary binary) throws IOException {
        Files.createDirectories(root);
        Path temporary = Files.createTempFile(root, "incoming-", ".tmp");
        try {
            MessageDigest digest = Digests.of("SHA-256");
            try (InputStream in = Channels.newInputStream(binary.open());
                    OutputStream out = Files.newOutputStream(temporary)) {
                byte[] buffer = new byte[COPY_BYTES];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    digest.update(buffer, 0, count);
                    out.write(buffer, 0, count);
                }
            }
            String key = HexFormat.of().formatHex(digest.digest());
            Path place = place(key);
            Files.createDirectories(place.getParent());
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
            return key;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
