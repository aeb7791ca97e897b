package io.fairlead.launcher;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.felix.framework.FrameworkFactory;

/**
 * The framework's cache in {@code run/}. It only saves time: all that is in it can be made again from the install set,
 * so a cache that another framework wrote, or that was written for another place, is thrown away.
 */
final class FrameworkCache {
    private final Path folder;
    private final Path keyFile;
    private final String key;

    FrameworkCache(Home home) {
        folder = home.cache();
        keyFile = home.run().resolve("framework.key");
        String version = FrameworkFactory.class.getPackage().getImplementationVersion();
        key = "felix " + version + " in " + home.root();
    }

    /** Throws the cache away if it is not known to be ours. */
    void discardIfForeign() throws IOException {
        try {
            if (Files.readString(keyFile, StandardCharsets.UTF_8).equals(key)) {
                return;
            }
        } catch (NoSuchFileException | MalformedInputException e) {
            // Not ours, then.
        }
        discard();
    }

    /** Throws the cache away. */
    void discard() throws IOException {
        Files.deleteIfExists(keyFile);
        Folders.delete(folder);
    }

    /** Records that the cache is ours. */
    void keep() throws IOException {
        if (!Files.exists(keyFile)) {
            Path fresh = keyFile.resolveSibling("framework.key.new");
            Files.writeString(fresh, key, StandardCharsets.UTF_8);
            Files.move(fresh, keyFile, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
