package io.fairlead.shell.command;

import io.fairlead.platform.settings.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;

/**
 * The instance's folder.
 *
 * @param home the folder itself
 */
record Instance(Path home) {
    private static final String HOME = "fairlead.home";

    /** Returns the instance of a framework; where it has none, the present folder. */
    static Instance of(BundleContext context) {
        String home = context.getProperty(HOME);
        return new Instance(Path.of(home == null ? "" : home).toAbsolutePath());
    }

    /** Returns the files of settings that fileinstall reads, by PID. */
    TreeMap<String, Path> settingsFiles() {
        TreeMap<String, Path> files = new TreeMap<>();
        Path etc = home.resolve("etc");
        if (!Files.isDirectory(etc)) {
            return files;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(etc, "io.fairlead.*.cfg")) {
            found.forEach(file -> files.put(new SettingsFile(file).pid(), file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + etc, e);
        }
        return files;
    }

    /** Returns the name of the file in {@code etc/} that feeds a PID. */
    static String fileName(String pid) {
        return "etc/" + pid.replaceFirst("~", "-") + ".cfg";
    }

    /** Returns the file that an operator means: a path, a path within the instance, or a name in its {@code etc/}. */
    Path file(String word) {
        Path within = home.resolve(word);
        Path named = home.resolve("etc").resolve(word);
        return Files.exists(within) || !Files.exists(named) ? within : named;
    }
}
