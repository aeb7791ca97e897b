package io.fairlead.deployer;

import io.fairlead.platform.log.Printable;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** Where jars lie, and how they are called in sentences. */
final class Jars {
    private static final String DEPLOY = "deploy";
    private static final String REFERENCE = "reference:";

    private Jars() {}

    /** Returns the place of a jar that is kept. */
    static Path kept(Path home, String digest) {
        return home.resolve("system").resolve(digest + ".jar");
    }

    /** Returns a file's name for a sentence: what lies in {@code deploy/} by that, anything else by its path. */
    static String name(Path file) {
        Path folder = file.getParent();
        boolean deployed = folder != null && folder.endsWith(DEPLOY);
        return Printable.text(deployed ? DEPLOY + "/" + file.getFileName() : file.toString());
    }

    /**
     * Returns how the framework is to know a kept jar: as the launcher names it, so that the next start finds it. A
     * bundle that was updated since may have that name already; then with a step more in the path, and the next start
     * puts it right.
     */
    static String freeLocation(BundleContext context, Path kept) {
        String uri = kept.toFile().toURI().toString();
        String location = REFERENCE + uri;
        int name = uri.lastIndexOf('/') + 1;
        for (String step = "./"; context.getBundle(location) != null; step += "./") {
            location = REFERENCE + uri.substring(0, name) + step + uri.substring(name);
        }
        return location;
    }
}
