package io.fairlead.deployer;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is installed in the instance, as the launcher reads it at the next start: {@code state/install.properties}, one
 * {@code NAME/KEY=value} a line, sorted, UTF-8. Keys that end in {@code .digest} keep their jar in {@code system/}. The
 * launcher writes it before the framework starts, the deployer while it runs.
 */
final class InstallSet {
    private static final String BASE = "/base.";
    private static final String DEPLOYED = "/deployed.";
    private static final String PREVIOUS = "/previous.";

    private final Path file;
    private final Properties values = new Properties();

    private InstallSet(Path file) {
        this.file = file;
    }

    /** Reads the set; without a file it is empty. */
    static InstallSet read(Path home) throws IOException {
        InstallSet set = new InstallSet(home.resolve("state").resolve("install.properties"));
        try (Reader reader = Files.newBufferedReader(set.file)) {
            set.values.load(reader);
        } catch (NoSuchFileException e) {
            set.values.setProperty("format", "1");
        } catch (IllegalArgumentException e) {
            throw new IOException(set.file + " is damaged: " + e.getMessage(), e);
        }
        return set;
    }

    /** Returns the digest of the jar that should run; nothing for a bundle that is not in the set. */
    Optional<String> running(String symbolicName) {
        return running(symbolicName, "digest");
    }

    /** Returns one word of what is known of the jar that should run. */
    Optional<String> running(String symbolicName, String word) {
        return value(symbolicName + DEPLOYED + word).or(() -> value(symbolicName + BASE + word));
    }

    /** Returns one word of what is known of a deployed jar. */
    Optional<String> deployed(String symbolicName, String word) {
        return value(symbolicName + DEPLOYED + word);
    }

    /** Returns one word of what is known of the jar that ran before. */
    Optional<String> previous(String symbolicName, String word) {
        return value(symbolicName + PREVIOUS + word);
    }

    /** Returns the names of the bundles that were deployed, or rolled back from what was. */
    Set<String> changed() {
        return values.stringPropertyNames().stream()
                .filter(key -> key.endsWith(DEPLOYED + "digest") || key.endsWith(PREVIOUS + "digest"))
                .map(key -> key.substring(0, key.indexOf('/')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Records a deployed jar; what ran before it is kept as the previous one. */
    void deploy(Candidate jar, String from, Instant when) {
        String name = jar.symbolicName();
        Optional<String> previous = running(name);
        Optional<String> version = running(name, "version");
        String base = value(name + BASE + "digest").orElse("");
        forget(name + DEPLOYED);
        forget(name + PREVIOUS);
        previous.ifPresent(digest -> values.setProperty(name + PREVIOUS + "digest", digest));
        version.ifPresent(each -> values.setProperty(name + PREVIOUS + "version", each));
        if (!jar.digest().equals(base)) {
            values.setProperty(name + DEPLOYED + "digest", jar.digest());
            values.setProperty(name + DEPLOYED + "version", jar.version());
            values.setProperty(name + DEPLOYED + "fragment", "false");
            values.setProperty(name + DEPLOYED + "over", base);
            values.setProperty(name + DEPLOYED + "file", from);
            values.setProperty(name + DEPLOYED + "time", when.toString());
        }
    }

    /** Writes the set in one step. */
    void write() throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String text() throws IOException {
        StringWriter all = new StringWriter();
        values.store(all, null);
        return all.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(values.getProperty(key));
    }

    private void forget(String prefix) {
        values.stringPropertyNames().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(values::remove);
    }
}
