package io.fairlead.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * The class-data archive that the script lets Java use. Java passes over one that does not fit without a word, but a
 * file that was cut short can end it. So one that is in use gets a seal, its size and time, which the script compares;
 * one that Java did not take is removed, so that the next run records another.
 */
final class ClassArchive {
    private ClassArchive() {}

    /**
     * Seals the archive if it is in use, and removes it if it is not.
     *
     * @param archive the file that Java was given
     * @param maps the list of this process's mapped files, {@code /proc/self/maps}; where there is none, nothing is done
     */
    static void lookAfter(Path archive, Path maps) {
        try {
            if (!Files.isReadable(maps) || !Files.exists(archive)) {
                return;
            }
            Path seal = archive.resolveSibling(archive.getFileName() + ".seal");
            String mapped = " " + archive.toRealPath();
            if (Files.readAllLines(maps).stream().anyMatch(line -> line.endsWith(mapped))) {
                if (!Files.exists(seal)) {
                    Files.writeString(seal, mark(archive), StandardCharsets.US_ASCII);
                }
                return;
            }
            Files.delete(archive);
            Files.deleteIfExists(seal);
            LoggerFactory.getLogger("io.fairlead.launcher")
                    .info("Java could not use the class-data archive {}; the next run records a new one.", archive);
        } catch (IOException e) {
            LoggerFactory.getLogger("io.fairlead.launcher")
                    .info("The class-data archive {} cannot be looked after: {}", archive, e.getMessage());
        }
    }

    /** Returns what {@code stat -c '%s %Y'} says of the file. */
    static String mark(Path archive) throws IOException {
        return Files.size(archive) + " " + Files.getLastModifiedTime(archive).to(TimeUnit.SECONDS);
    }
}
