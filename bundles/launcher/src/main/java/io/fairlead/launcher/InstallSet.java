package io.fairlead.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is installed in an instance: the file {@code state/install.properties}, written by the launcher before the
 * framework starts and by the deployer while it runs, never by both at once.
 *
 * <p>UTF-8, one {@code NAME/KEY=value} a line, sorted; NAME is a bundle's symbolic name. The keys of the base are
 * {@code base.digest}, {@code base.version}, {@code base.fragment}, {@code base.file}, {@code base.size} and
 * {@code base.modified}; those of a deployed jar {@code deployed.digest}, {@code deployed.version},
 * {@code deployed.fragment} and {@code deployed.over}, the digest of the base jar that it replaced (empty without one).
 * Other keys are kept as they are. Any value whose key ends in {@code .digest} names a jar of {@code system/} that must
 * stay there. The framework knows a bundle by {@code reference:} and the URI of its file in {@code system/}.
 */
final class InstallSet {
    private static final String FORMAT = "format";
    private static final String FORMAT_NUMBER = "1";
    private static final String DIGEST_SUFFIX = ".digest";

    private final Path file;
    private final Properties values = new Properties();
    private Map<Object, Object> written = Map.of();

    private InstallSet(Path file) {
        this.file = file;
    }

    /**
     * Reads the install set; an absent file is an empty set.
     *
     * @throws LaunchException if the file cannot be read or is no install set
     */
    static InstallSet read(Path file) {
        InstallSet set = new InstallSet(file);
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            set.values.load(reader);
        } catch (NoSuchFileException e) {
            set.values.setProperty(FORMAT, FORMAT_NUMBER);
            return set;
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, String.valueOf(e.getMessage()), e);
        }
        String format = set.values.getProperty(FORMAT, "");
        if (!format.equals(FORMAT_NUMBER)) {
            throw unusable(file, "its format is '" + format + "' and not " + FORMAT_NUMBER, null);
        }
        try {
            set.bundles();
        } catch (IllegalArgumentException e) {
            throw unusable(file, String.valueOf(e.getMessage()), e);
        }
        set.written = Map.copyOf(set.values);
        return set;
    }

    private static LaunchException unusable(Path file, String why, @Nullable Exception cause) {
        String sentence = "The install set " + file + " cannot be read: " + why
                + "; delete it to start from the base again, which forgets deployed jars.";
        return cause == null
                ? new LaunchException(ExitCode.HOME_UNUSABLE, sentence)
                : new LaunchException(ExitCode.HOME_UNUSABLE, sentence, cause);
    }

    /** Returns all bundles by symbolic name, in its order. */
    Map<String, Installed> bundles() {
        Map<String, Installed> bundles = new TreeMap<>();
        for (String key : values.stringPropertyNames()) {
            int slash = key.indexOf('/');
            if (slash > 0) {
                String name = key.substring(0, slash);
                bundles.computeIfAbsent(name, n -> new Installed(n, base(n), deployed(n)));
            }
        }
        return bundles;
    }

    /** Records the base jar of a bundle. */
    void putBase(String symbolicName, BaseJar base) {
        String prefix = symbolicName + "/base";
        putJar(prefix, base.jar());
        values.setProperty(prefix + ".file", base.fileName());
        values.setProperty(prefix + ".size", Long.toString(base.sizeBytes()));
        values.setProperty(prefix + ".modified", Long.toString(base.modifiedMillis()));
    }

    /** Records the jar deployed over a base. */
    void putDeployed(String symbolicName, DeployedJar deployed) {
        String prefix = symbolicName + "/deployed";
        putJar(prefix, deployed.jar());
        values.setProperty(prefix + ".over", deployed.overDigest());
    }

    /** Forgets the base jar of a bundle. */
    void removeBase(String symbolicName) {
        remove(symbolicName + "/base.");
    }

    /** Forgets the deployed jar of a bundle. */
    void removeDeployed(String symbolicName) {
        remove(symbolicName + "/deployed.");
    }

    /** Returns the digests of all jars that something still names. */
    Set<String> digests() {
        return values.stringPropertyNames().stream()
                .filter(key -> key.endsWith(DIGEST_SUFFIX))
                .map(values::getProperty)
                .collect(Collectors.toSet());
    }

    /** Writes the set, if it has changed, in one step. */
    void write() throws IOException {
        if (values.equals(written)) {
            return;
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text(), StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        written = Map.copyOf(values);
    }

    private String text() {
        StringWriter all = new StringWriter();
        try {
            values.store(all, null);
        } catch (IOException e) {
            throw new IllegalStateException("a string writer does not fail", e);
        }
        return all.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private Optional<BaseJar> base(String name) {
        String prefix = name + "/base";
        return jar(prefix)
                .map(jar -> new BaseJar(
                        jar,
                        values.getProperty(prefix + ".file", ""),
                        number(prefix + ".size"),
                        number(prefix + ".modified")));
    }

    private Optional<DeployedJar> deployed(String name) {
        String prefix = name + "/deployed";
        return jar(prefix).map(jar -> new DeployedJar(jar, values.getProperty(prefix + ".over", "")));
    }

    private Optional<Jar> jar(String prefix) {
        String digest = values.getProperty(prefix + DIGEST_SUFFIX);
        return digest == null
                ? Optional.empty()
                : Optional.of(new Jar(
                        digest,
                        values.getProperty(prefix + ".version", "0.0.0"),
                        Boolean.parseBoolean(values.getProperty(prefix + ".fragment"))));
    }

    private void putJar(String prefix, Jar jar) {
        values.setProperty(prefix + DIGEST_SUFFIX, jar.digest());
        values.setProperty(prefix + ".version", jar.version());
        values.setProperty(prefix + ".fragment", Boolean.toString(jar.fragment()));
    }

    private long number(String key) {
        return Long.parseLong(values.getProperty(key, "-1"));
    }

    private void remove(String prefix) {
        values.stringPropertyNames().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(values::remove);
    }
}
