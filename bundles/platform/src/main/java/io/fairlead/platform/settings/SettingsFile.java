package io.fairlead.platform.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The file in {@code etc/} that settings came from, for messages that name file and line.
 *
 * @param path the file
 */
public record SettingsFile(Path path) {
    private static final String FILENAME = "felix.fileinstall.filename";

    /** Returns the file that ConfigAdmin's properties came from, where they came from one. */
    public static Optional<SettingsFile> of(Map<String, ?> properties) {
        Object name = properties.get(FILENAME);
        if (name == null) {
            return Optional.empty();
        }
        String text = name.toString();
        return Optional.of(new SettingsFile(text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text)));
    }

    /**
     * Returns the PID that a file in {@code etc/} feeds: the name without its ending, the first hyphen read as the
     * {@code ~} between a factory and its instance.
     */
    public String pid() {
        String name = path.getFileName().toString();
        String stem = name.endsWith(".cfg") ? name.substring(0, name.length() - ".cfg".length()) : name;
        return stem.replaceFirst("-", "~");
    }

    /** Returns the line, counted from 1, on which a key is set; nothing where it is not set or cannot be read. */
    public OptionalInt line(String key) {
        List<String> lines;
        try {
            lines = Files.readAllLines(path);
        } catch (IOException unreadable) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith(key) && line.substring(key.length()).strip().matches("[=:].*")) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }

    /** Returns where a key stands, such as {@code etc/io.fairlead.imu-demo.cfg line 3}. */
    public String place(String key) {
        Path folder = path.getParent();
        String name = (folder == null ? "" : folder.getFileName() + "/") + path.getFileName();
        OptionalInt line = line(key);
        return line.isPresent() ? name + " line " + line.getAsInt() : name;
    }
}
