package io.fairlead.dispatcher;

import io.fairlead.dispatcher.registry.RegistryFiles;
import io.fairlead.dispatcher.settings.DispatcherSettingsParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The registry's file with all that it includes: its lines go with the other properties, and a change is noticed. */
final class RegistryFile {
    private final Path home;
    private Optional<String> seen = Optional.empty();

    RegistryFile(Path home) {
        this.home = home;
    }

    /** Returns the properties, with the lines of the registry that they name where it can be read. */
    Map<String, Object> with(Map<String, ?> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        seen = text(properties);
        all.remove(DispatcherSettingsParser.REGISTRY_TEXT);
        seen.ifPresent(text -> all.put(DispatcherSettingsParser.REGISTRY_TEXT, text));
        return all;
    }

    /** Returns whether its lines are other ones than they were when it was read. */
    boolean changed(Map<String, ?> properties) {
        return !text(properties).equals(seen);
    }

    private Optional<String> text(Map<String, ?> properties) {
        Object name = properties.get("registry");
        if (name == null || name.toString().isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RegistryFiles.read(home, name.toString().strip()));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
