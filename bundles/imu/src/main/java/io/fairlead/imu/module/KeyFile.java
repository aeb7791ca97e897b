package io.fairlead.imu.module;

import io.fairlead.catalogue.Irns;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.Params;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a file of keys, one a line, from below a folder that the settings allow (Module.restoreFromFile). */
final class KeyFile {
    private KeyFile() {}

    /**
     * Reads the keys.
     *
     * @param folder the allowed folder; nothing: no file may be read
     * @param maxKeys how many keys the file may have
     * @throws ImuException {@code ModuleRestoreNotAllowed}, {@code ModuleFileNotFound}, {@code ModuleFileSyntax}
     */
    static Irns read(String method, Optional<Path> folder, @Nullable Object params, int maxKeys) {
        String name = Params.text(method, "file", Params.object(method, params).get("file"))
                .orElseThrow(() -> ImuException.params(method, "file is missing"));
        Path file = resolve(folder, name);
        int[] irns = new int[1024];
        int count = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String key = line.strip();
                if (!key.matches("[0-9]{0,9}")) {
                    throw new ImuException(
                            "ModuleFileSyntax",
                            ImuException.CODE,
                            "a line of the file is no key",
                            ImuException.cut(name),
                            ImuException.cut(key));
                }
                if (!key.isEmpty()) {
                    if (count == maxKeys) {
                        throw new ImuException(
                                "ModuleLimit", ImuException.CODE, "too many keys", "match-limit", (long) maxKeys);
                    }
                    irns = count == irns.length ? Arrays.copyOf(irns, 2 * count) : irns;
                    irns[count++] = Integer.parseInt(key);
                }
            }
        } catch (IOException unreadable) {
            throw notFound(name);
        }
        return Irns.copyOf(irns, count);
    }

    private static Path resolve(Optional<Path> folder, String name) {
        if (folder.isEmpty()) {
            throw notAllowed(name);
        }
        try {
            Path root = folder.get().toRealPath();
            Path file = root.resolve(name).toRealPath();
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                throw notAllowed(name);
            }
            return file;
        } catch (IOException | RuntimeException e) {
            if (e instanceof ImuException refused) {
                throw refused;
            }
            throw notFound(name);
        }
    }

    private static ImuException notAllowed(String name) {
        return new ImuException(
                "ModuleRestoreNotAllowed",
                ImuException.CODE,
                "only files below the folder of the settings may be read",
                ImuException.cut(name));
    }

    private static ImuException notFound(String name) {
        return new ImuException(
                "ModuleFileNotFound", ImuException.CODE, "the file cannot be read", ImuException.cut(name));
    }
}
