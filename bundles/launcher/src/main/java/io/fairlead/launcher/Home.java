package io.fairlead.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one instance.
 *
 * @param root its absolute path, symbolic links resolved
 */
record Home(Path root) {
    private static final List<String> FOLDERS = List.of("deploy", "log", "state", "system", "run");

    /** Settings, watched by fileinstall. */
    Path etc() {
        return root.resolve("etc");
    }

    /** The protocols' data. */
    Path data() {
        return root.resolve("data");
    }

    /** Rotated logs. */
    Path log() {
        return root.resolve("log");
    }

    /** What is installed, and last-good settings: to be kept. */
    Path state() {
        return root.resolve("state");
    }

    /** The bundles' jars, named by digest. */
    Path system() {
        return root.resolve("system");
    }

    /** Made anew at need: lock, socket, framework cache, class-data archive. */
    Path run() {
        return root.resolve("run");
    }

    /** The framework's cache. */
    Path cache() {
        return run().resolve("framework");
    }

    /** ConfigAdmin's store. The files in {@code etc/} are the truth: it is emptied at each start. */
    Path pushedSettings() {
        return run().resolve("config");
    }

    /** The socket of the running instance. */
    Path socket() {
        return run().resolve("fairlead.sock");
    }

    /**
     * Opens the instance's folder and makes what is missing.
     *
     * @param folder where it is
     * @param defaults the folder whose {@code etc} and {@code data} a new instance begins with; none if null
     * @throws LaunchException with {@link ExitCode#HOME_UNUSABLE}, naming the folder
     */
    static Home open(Path folder, @Nullable Path defaults) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
            }
            Home home = new Home(folder.toRealPath());
            for (String name : FOLDERS) {
                Path part = home.root().resolve(name);
                if (!Files.isDirectory(part)) {
                    Files.createDirectory(part);
                    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwx------"));
                }
            }
            home.begin("etc", defaults);
            home.begin("data", defaults);
            if (!Files.isWritable(home.run())) {
                throw new AccessDeniedException(home.run().toString());
            }
            return home;
        } catch (IOException | UnsupportedOperationException e) {
            throw new LaunchException(
                    ExitCode.HOME_UNUSABLE,
                    "The home " + folder + " cannot be used: " + reason(e)
                            + "; give another with --home DIR, or make it writable.",
                    e);
        }
    }

    /** Makes a folder in one step, so that a start that is cut short leaves no half of it. */
    private void begin(String name, @Nullable Path defaults) throws IOException {
        Path target = root.resolve(name);
        if (Files.isDirectory(target)) {
            return;
        }
        Path from = defaults == null ? null : defaults.resolve(name);
        Path fresh = root.resolve(name + ".new");
        Folders.delete(fresh);
        Files.createDirectory(fresh);
        if (from != null && Files.isDirectory(from)) {
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : (Iterable<Path>) files.skip(1)::iterator) {
                    Path to = fresh.resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectory(to);
                    } else {
                        Files.copy(file, to);
                    }
                }
            }
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String reason(Exception e) {
        if (e instanceof AccessDeniedException denied) {
            return "no permission to write " + denied.getFile();
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file and no folder";
        }
        if (e instanceof FileSystemException system) {
            String why = system.getReason();
            return system.getFile() + (why == null ? " is not there" : ": " + why);
        }
        return String.valueOf(e.getMessage());
    }
}
