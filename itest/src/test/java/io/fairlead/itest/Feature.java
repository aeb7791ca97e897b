package io.fairlead.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the build exported: the folder of jars that is shipped. */
final class Feature {
    /** Libraries whose activators the launcher leaves alone, see its {@code StartLevels}. */
    static final Set<String> NEVER_STARTED =
            Set.of("org.apache.felix.gogo.jline", "com.h2database", "org.postgresql.jdbc");

    private static final Set<String> HOUSE = Set.of(
            "io.fairlead.transport",
            "io.fairlead.transport.api",
            "io.fairlead.shell",
            "io.fairlead.console",
            "io.fairlead.deployer");

    private Feature() {}

    static Path root() {
        return Path.of(System.getProperty("fairlead.root"));
    }

    /** Returns the exported bundles, by file name. */
    static List<Path> jars() {
        Path folder = root().resolve("features/fairlead/target/export/fairlead");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the feature has not been exported to " + folder, e);
        }
    }

    /** Returns the symbolic names of the protocols: ours that use the transport and are not part of the house. */
    static Set<String> protocols() {
        return jars().stream()
                .filter(jar -> !HOUSE.contains(symbolicName(jar)))
                .filter(jar -> symbolicName(jar).startsWith("io.fairlead."))
                .filter(jar -> manifest(jar).getValue("Import-Package") != null
                        && manifest(jar).getValue("Import-Package").matches("(.*,)?io\\.fairlead\\.transport[,;].*"))
                .map(Feature::symbolicName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns a jar's main manifest attributes. */
    static Attributes manifest(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }

    static String symbolicName(Path jar) {
        return manifest(jar).getValue("Bundle-SymbolicName").replaceFirst(";.*", "");
    }

    static boolean isFragment(Path jar) {
        return manifest(jar).getValue("Fragment-Host") != null;
    }
}
