package io.fairlead.platform.provider;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One properties file a PID, written only when it changes and then in one step. */
final class LastGoodStore {
    private final Path folder;

    LastGoodStore(Path folder) {
        this.folder = folder;
    }

    Optional<Map<String, Object>> read(String pid) {
        Path file = file(pid);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        Properties stored = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            stored.load(reader);
        } catch (IOException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
        Map<String, Object> properties = new TreeMap<>();
        stored.forEach((key, value) -> properties.put(key.toString(), value));
        return Optional.of(properties);
    }

    void write(String pid, Map<String, ?> properties) throws IOException {
        String text = properties.entrySet().stream()
                .filter(each -> !each.getKey().startsWith("component.")
                        && !each.getKey().startsWith("service.")
                        && !each.getKey().startsWith("felix."))
                .map(each -> escape(each.getKey(), true) + "=" + escape(plain(each.getValue()), false) + "\n")
                .sorted()
                .collect(Collectors.joining());
        Path file = file(pid);
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return;
        }
        Files.createDirectories(folder);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        // Passwords are settings too: nobody else reads them here, whatever the file in etc/ allows.
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(String pid) {
        return folder.resolve(pid.replaceAll("[^A-Za-z0-9._~-]", "_") + ".properties");
    }

    private static String plain(Object value) {
        Stream<?> words = value instanceof Object[] array
                ? Stream.of(array)
                : value instanceof Collection<?> collection ? collection.stream() : Stream.of(value);
        return words.map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String escape(String text, boolean key) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        return key ? escaped.replaceAll("([ =:#!])", "\\\\$1") : escaped.replaceFirst("^ ", "\\\\ ");
    }
}
