package io.fairlead.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;

/**
 * The folder {@code system/}: bundles under the name of their digest, copied from the base so that a build does not
 * pull files from under a running instance.
 */
final class SystemFolder {
    private final Path folder;

    SystemFolder(Path folder) {
        this.folder = folder;
    }

    /** Returns where a jar of the install set lies. */
    Path path(Jar jar) {
        return folder.resolve(jar.fileName());
    }

    /**
     * Brings the base into the folder and the install set. A jar whose name, size and time are the recorded ones is not
     * read again.
     *
     * @return what an operator should know, a sentence each
     * @throws IOException if a jar cannot be read or copied
     * @throws LaunchException if a jar of the base is no bundle, or two are the same bundle
     */
    List<String> bring(Path base, InstallSet set) throws IOException {
        Map<String, Installed> known = set.bundles();
        Map<String, String> nameByFile = new HashMap<>();
        known.values().forEach(b -> b.base().ifPresent(j -> nameByFile.put(j.fileName(), b.symbolicName())));
        Map<String, String> fileByName = new HashMap<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(base, "*.jar")) {
            for (Path file : jars) {
                String fileName = file.getFileName().toString();
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                String name = nameByFile.get(fileName);
                if (name == null || !isSame(known.get(name), attributes)) {
                    name = bring(file, attributes, set);
                }
                String other = fileByName.put(name, fileName);
                if (other != null) {
                    throw new LaunchException(
                            ExitCode.START_FAILED,
                            "The bundle " + name + " is in " + base + " twice, as " + other + " and " + fileName
                                    + "; leave one of them.");
                }
            }
        }
        if (fileByName.isEmpty()) {
            throw new LaunchException(
                    ExitCode.START_FAILED, "There are no bundles in " + base + "; build them, or unpack again.");
        }
        for (String name : known.keySet()) {
            if (!fileByName.containsKey(name)) {
                set.removeBase(name);
            }
        }
        return retireDeployed(set);
    }

    private boolean isSame(@Nullable Installed known, BasicFileAttributes attributes) {
        Optional<BaseJar> recorded = known == null ? Optional.empty() : known.base();
        return recorded.isPresent()
                && recorded.get().sizeBytes() == attributes.size()
                && recorded.get().modifiedMillis()
                        == attributes.lastModifiedTime().toMillis()
                && Files.exists(path(recorded.get().jar()));
    }

    private String bring(Path file, BasicFileAttributes attributes, InstallSet set) throws IOException {
        String digest = copy(file);
        Path copied = folder.resolve(digest + ".jar");
        try (JarFile jar = new JarFile(copied.toFile(), false)) {
            Attributes headers = jar.getManifest() == null
                    ? new Attributes()
                    : jar.getManifest().getMainAttributes();
            String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (name == null) {
                throw new LaunchException(
                        ExitCode.START_FAILED,
                        "The file " + file + " is no bundle: its manifest has no Bundle-SymbolicName.");
            }
            name = name.split(";", 2)[0].strip();
            String version = headers.getValue(Constants.BUNDLE_VERSION);
            set.putBase(
                    name,
                    new BaseJar(
                            new Jar(
                                    digest,
                                    version == null ? "0.0.0" : version.strip(),
                                    headers.getValue(Constants.FRAGMENT_HOST) != null),
                            file.getFileName().toString(),
                            attributes.size(),
                            attributes.lastModifiedTime().toMillis()));
            return name;
        }
    }

    /** Copies a jar under the name of its digest, in one step. */
    String copy(Path file) throws IOException {
        MessageDigest sha256 = sha256();
        Path fresh = Files.createTempFile(folder, "fresh", ".tmp");
        try {
            try (InputStream from = Files.newInputStream(file);
                    OutputStream to = new DigestOutputStream(Files.newOutputStream(fresh), sha256)) {
                from.transferTo(to);
            }
            String digest = HexFormat.of().formatHex(sha256.digest());
            Path target = folder.resolve(digest + ".jar");
            if (!Files.exists(target) || Files.size(target) != Files.size(fresh)) {
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return digest;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Deletes the jars that the install set no longer names. */
    void sweep(InstallSet set) throws IOException {
        Set<String> wanted = set.digests().stream().map(d -> d + ".jar").collect(Collectors.toSet());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{jar,tmp}")) {
            for (Path file : files) {
                if (!wanted.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    private List<String> retireDeployed(InstallSet set) {
        List<Installed> overtaken =
                set.bundles().values().stream().filter(Installed::hasNewerBase).toList();
        overtaken.forEach(bundle -> set.removeDeployed(bundle.symbolicName()));
        return overtaken.stream().map(SystemFolder::announce).toList();
    }

    private static String announce(Installed bundle) {
        return "The base has a newer " + bundle.symbolicName() + " "
                + bundle.base().map(b -> b.jar().version()).orElse("") + "; it replaces the deployed "
                + bundle.deployed().map(d -> d.jar().version()).orElse("") + ", which can be deployed again.";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
