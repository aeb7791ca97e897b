package io.fairlead.imu.module;

import io.fairlead.catalogue.Irns;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.Params;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a file of keys, one a line, from below a folder that the settings allow (Module.restoreFromFile). */
final class KeyFile {
    private static final Pattern LINE = Pattern.compile("(?:([A-Za-z][A-Za-z0-9_]{0,59})[\\s,:]+)?([0-9]{1,9})");

    private KeyFile() {}

    /**
     * Reads the keys.
     *
     * @param folder the allowed folder; nothing: no file may be read
     * @param maxKeys how many keys the file may have
     * @throws ImuException {@code ModuleRestoreNotAllowed}, {@code ModuleFileNotFound}, {@code ModuleFileSyntax}
     */
    static Irns read(String method, Optional<Path> folder, @Nullable Object params, int maxKeys) {
        int[] irns = new int[1024];
        int count = 0;
        for (Line line : lines(method, folder, params, maxKeys)) {
            irns = count == irns.length ? Arrays.copyOf(irns, 2 * count) : irns;
            irns[count++] = line.key();
        }
        return Irns.copyOf(irns, count);
    }

    /**
     * One line of a file.
     *
     * @param module the module that stands before the key; empty where there is none
     * @param key the irn
     */
    record Line(String module, int key) {}

    /** Reads the lines: a key, or a module and a key with white space, a comma or a colon between. Throws as above. */
    static List<Line> lines(String method, Optional<Path> folder, @Nullable Object params, int maxKeys) {
        String name = Params.text(method, "file", Params.object(method, params).get("file"))
                .orElseThrow(() -> ImuException.params(method, "file is missing"));
        Path file = resolve(folder, name);
        List<Line> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                if (!text.isBlank()) {
                    if (lines.size() == maxKeys) {
                        throw new ImuException(
                                "ModuleLimit", ImuException.CODE, "too many keys", "match-limit", (long) maxKeys);
                    }
                    lines.add(line(name, text.strip()));
                }
            }
        } catch (IOException unreadable) {
            throw notFound(name);
        }
        return lines;
    }

    private static Line line(String name, String text) {
        Matcher matcher = LINE.matcher(text);
        if (!matcher.matches()) {
            throw new ImuException(
                    "ModuleFileSyntax",
                    ImuException.CODE,
                    "a line of the file is no key",
                    ImuException.cut(name),
                    ImuException.cut(text));
        }
        String module = matcher.group(1);
        return new Line(module == null ? "" : module, Integer.parseInt(matcher.group(2)));
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
