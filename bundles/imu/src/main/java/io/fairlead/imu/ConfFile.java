package io.fairlead.imu;

import io.fairlead.imu.settings.ImuSettingsParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The user's own file: its text goes with the other properties, and a change of it is noticed. */
final class ConfFile {
    private final Path home;
    private String seen = "";

    ConfFile(Path home) {
        this.home = home;
    }

    /** Returns the properties, with the text of the file that they name where it can be read. */
    Map<String, Object> with(Map<String, ?> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        Optional<Path> file = path(properties);
        seen = stamp(file);
        if (file.isPresent()) {
            try {
                all.put(ImuSettingsParser.FILE_TEXT, ImuSettingsParser.read(file.get()));
            } catch (IOException unreadable) {
                all.remove(ImuSettingsParser.FILE_TEXT);
            }
        }
        return all;
    }

    /** Returns whether the file is another one than it was when it was read. */
    boolean changed(Map<String, ?> properties) {
        return !stamp(path(properties)).equals(seen);
    }

    private Optional<Path> path(Map<String, ?> properties) {
        Object name = properties.get("file");
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
