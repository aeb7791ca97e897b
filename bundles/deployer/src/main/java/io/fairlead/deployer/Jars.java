package io.fairlead.deployer;

import io.fairlead.platform.log.Printable;
import java.nio.file.Path;

/** Where jars lie, and how they are called in sentences. */
final class Jars {
    private Jars() {}

    /** Returns the place of a jar that is kept. */
    static Path kept(Path home, String digest) {
        return home.resolve("system").resolve(digest + ".jar");
    }

    /** Returns a file's name for a sentence. */
    static String name(Path file) {
        return "deploy/" + Printable.text(file.getFileName().toString());
    }
}
