package io.fairlead.imu;

import io.fairlead.imu.settings.ImuSettingsParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The user's own files: their texts go with the other properties, and a change of one is noticed. */
final class ConfFile {
    /** The settings that name a file, and the properties that hold its text. */
    private static final Map<String, String> TEXTS =
            Map.of("file", ImuSettingsParser.FILE_TEXT, "rules", ImuSettingsParser.RULES_TEXT);

    private final Path home;
    private final Map<String, String> seen = new HashMap<>();

    ConfFile(Path home) {
        this.home = home;
    }

    /** Returns the properties, with the texts of the files that they name where they can be read. */
    Map<String, Object> with(Map<String, ?> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        TEXTS.forEach((key, text) -> {
            Optional<Path> file = path(properties, key);
            seen.put(key, stamp(file));
            if (file.isPresent()) {
                try {
                    all.put(text, ImuSettingsParser.read(file.get()));
                } catch (IOException unreadable) {
                    all.remove(text);
                }
            }
        });
        return all;
    }

    /** Returns whether a file is another one than it was when it was read. */
    boolean changed(Map<String, ?> properties) {
        return TEXTS.keySet().stream()
                .anyMatch(key -> !Objects.equals(stamp(path(properties, key)), seen.getOrDefault(key, "")));
    }

    private Optional<Path> path(Map<String, ?> properties, String key) {
        Object name = properties.get(key);
        return name == null || name.toString().isBlank()
                ? Optional.empty()
                : Optional.of(home.resolve(name.toString().strip()));
    }

    private static String stamp(Optional<Path> file) {
        if (file.isEmpty()) {
            return "";
        }
        try {
            FileTime time = Files.getLastModifiedTime(file.get());
            return time + " " + Files.size(file.get());
        } catch (IOException gone) {
            return "gone";
        }
    }
}
