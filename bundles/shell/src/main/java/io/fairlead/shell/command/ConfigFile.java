package io.fairlead.shell.command;

import io.fairlead.shell.CommandFailure;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.utils.properties.InterpolationHelper;
import org.apache.felix.utils.properties.TypedProperties;
import org.osgi.framework.BundleContext;

/** Reads a file of settings as fileinstall does: Felix's syntax, UTF-8, {@code ${NAME}} from framework properties. */
final class ConfigFile {
    private static final long MOST_BYTES = 4 << 20;

    private ConfigFile() {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @param context tells framework properties
     * @throws CommandFailure where it cannot be read, and why
     */
    static Map<String, Object> read(Path file, BundleContext context) {
        TypedProperties properties = new TypedProperties((name, key, value) -> {
            String property = InterpolationHelper.substVars("${" + value + "}", name, null, Map.of(), context);
            return property == null ? "" : property;
        });
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new CommandFailure(
                        file + " is longer than " + MOST_BYTES + " bytes; that is no file of settings.");
            }
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        } catch (NoSuchFileException e) {
            throw new CommandFailure("There is no file " + file + "; config:list shows those in use.");
        } catch (CharacterCodingException e) {
            throw new CommandFailure(file + " is not UTF-8; save it as UTF-8.");
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(file + " cannot be read: " + e.getMessage() + ".");
        }
        return new TreeMap<>(properties);
    }
}
