package io.fairlead.deployer;

import io.fairlead.platform.log.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.osgi.framework.Constants;

/** Copies a jar into {@code system/} under its digest, once every byte of it has been found good. */
final class Verifier {
    private static final int MOST_ENTRIES = 65_535;
    private static final int MOST_UNPACKED = 10;
    private static final int BUFFER = 1 << 16;
    private static final long MOST_DIGEST_BYTES = 4 << 20;

    private final Path home;
    private final Private ownership;

    Verifier(Path home, Private ownership) {
        this.home = home;
        this.ownership = ownership;
    }

    /**
     * Verifies a jar.
     *
     * @param file where it was put
     * @return the copy
     * @throws RefusedException where it is not taken, and why
     */
    Candidate verify(Path file, DeployerSettings settings) throws IOException, RefusedException {
        String name = Jars.name(file);
        ownership.check(file, name);
        long size = Files.size(file);
        if (size > settings.maxBytes()) {
            throw new RefusedException(name + " has " + size + " bytes, more than max-size = " + settings.maxBytes()
                    + "; raise max-size in etc/io.fairlead.deployer.cfg if it is meant.");
        }
        Path system = Files.createDirectories(home.resolve("system"));
        Path copy = Files.createTempFile(system, "deploy", ".tmp");
        try {
            String digest = copy(file, Files.newOutputStream(copy));
            digest(file, name, digest, settings);
            Attributes manifest = read(copy, name, settings.maxBytes() * MOST_UNPACKED);
            String symbolicName = symbolicName(manifest, name);
            String version = Optional.ofNullable(manifest.getValue(Constants.BUNDLE_VERSION))
                    .map(String::strip)
                    .orElse("0.0.0");
            Path kept = Jars.kept(home, digest);
            Files.move(copy, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Candidate(symbolicName, Printable.text(version), digest, kept);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** Returns the SHA-256 of a file, in lower-case hexadecimal. */
    static String digest(Path file) throws IOException {
        return copy(file, OutputStream.nullOutputStream());
    }

    private static String copy(Path file, OutputStream copy) throws IOException {
        MessageDigest sha256 = sha256();
        try (OutputStream to = new DigestOutputStream(copy, sha256);
                InputStream from = Files.newInputStream(file)) {
            from.transferTo(to);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private void digest(Path file, String name, String digest, DeployerSettings settings)
            throws IOException, RefusedException {
        Path beside = file.resolveSibling(file.getFileName() + ".sha256");
        boolean known = false;
        if (Files.exists(beside)) {
            ownership.check(beside, Jars.name(beside));
            String wanted = digests(beside).stream().findFirst().orElse("");
            if (!wanted.equals(digest)) {
                throw new RefusedException(name + " has the SHA-256 " + digest + ", and " + beside.getFileName()
                        + " says " + (wanted.isEmpty() ? "none" : wanted) + "; put the right one of the two again.");
            }
            known = true;
        }
        if (settings.digestList().isPresent()) {
            Path list = home.resolve(settings.digestList().get());
            if (!Files.isReadable(list)) {
                throw new RefusedException(name + " is not taken, since digest-list = " + list
                        + " cannot be read; put the file there, or take the setting out.");
            }
            ownership.check(list, list.toString());
            if (!digests(list).contains(digest)) {
                throw new RefusedException(name + " has the SHA-256 " + digest + ", which " + list
                        + " does not name; add it there if it is" + " meant.");
            }
            known = true;
        }
        if (settings.requireDigest() && !known) {
            throw new RefusedException(name + " has no digest to compare with, and require-digest is on; put "
                    + beside.getFileName() + " beside it first, as sha256sum writes it.");
        }
    }

    private static List<String> digests(Path file) throws IOException, RefusedException {
        if (Files.size(file) > MOST_DIGEST_BYTES) {
            throw new RefusedException(
                    file + " is longer than " + MOST_DIGEST_BYTES + " bytes; that is no list of" + " digests.");
        }
        return Files.readAllLines(file).stream()
                .map(line -> line.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT))
                .filter(word -> word.matches("[0-9a-f]{64}"))
                .toList();
    }

    /** Reads every entry to its end, comparing size and checksum, and the signatures where there are any. */
    private static Attributes read(Path jar, String name, long mostBytes) throws IOException, RefusedException {
        try (JarFile zip = new JarFile(jar.toFile(), true)) {
            if (zip.size() > MOST_ENTRIES) {
                throw new RefusedException(name + " has more than " + MOST_ENTRIES + " entries; that is no bundle.");
            }
            long left = mostBytes;
            for (JarEntry entry : Collections.list(zip.entries())) {
                left -= read(zip, entry, name, left);
            }
            Manifest manifest = zip.getManifest();
            if (manifest == null) {
                throw new RefusedException(
                        name + " has no META-INF/MANIFEST.MF and so is no bundle; build it with bnd, for example.");
            }
            return manifest.getMainAttributes();
        } catch (ZipException | IllegalArgumentException e) {
            throw new RefusedException(name + " is no whole jar (" + Printable.text(String.valueOf(e.getMessage()))
                    + "); copy it again, best under another name first and then by mv.");
        } catch (SecurityException e) {
            throw new RefusedException(name + " is signed and does not match its signature ("
                    + Printable.text(String.valueOf(e.getMessage())) + "); fetch it again.");
        }
    }

    private static long read(JarFile zip, JarEntry entry, String name, long most) throws IOException, RefusedException {
        CRC32 checksum = new CRC32();
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                checksum.update(buffer, 0, n);
                bytes += n;
                if (bytes > most) {
                    throw new RefusedException(
                            name + " unpacks to more than ten times max-size; raise max-size if it is meant.");
                }
            }
        } catch (EOFException e) {
            throw new ZipException("the entry " + entry.getName() + " is cut short");
        }
        if ((entry.getCrc() >= 0 && entry.getCrc() != checksum.getValue())
                || (entry.getSize() >= 0 && entry.getSize() != bytes)) {
            throw new ZipException("the entry " + entry.getName() + " is damaged");
        }
        return bytes;
    }

    private static String symbolicName(Attributes manifest, String name) throws RefusedException {
        String header = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
        String symbolicName = header == null ? "" : header.split(";", 2)[0].strip();
        if (!symbolicName.matches("[A-Za-z0-9_.-]{1,200}")) {
            throw new RefusedException(name + " is no bundle: its manifest has no Bundle-SymbolicName"
                    + (symbolicName.isEmpty() ? "" : " that could be one") + "; build it with bnd, for example.");
        }
        if (manifest.getValue(Constants.FRAGMENT_HOST) != null) {
            throw new RefusedException(name + " is a fragment, which cannot take the place of a running one; bring it"
                    + " with the base and restart.");
        }
        return symbolicName;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
