package io.fairlead.deployer;

import io.fairlead.deployer.api.FileEntry;
import io.fairlead.deployer.api.FileEntry.State;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at {@code deploy/} again and again. A jar is handled once: what was taken is remembered in
 * {@code state/deploy.properties}, so that a jar that was left there does not come back over a newer base; what was
 * refused is looked at again when it changes, and at the next start.
 */
final class DeployFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);
    private static final String FOLDER_TOPIC = "folder";
    private static final String TROUBLE_TOPIC = "trouble";

    private final Path folder;
    private final Path memory;
    private final Private ownership;
    private final Verifier verifier;
    private final Deployment deployment;
    private final Warnings warnings;
    private final LongSupplier nanoTime;
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();
    private final Properties taken = new Properties();

    /**
     * @param home the instance
     * @param ownership tells whether others may write
     * @param verifier verifies
     * @param deployment takes what was verified
     * @param warnings where refusals are told
     * @param nanoTime a monotonic clock in nanoseconds
     */
    DeployFolder(
            Path home,
            Private ownership,
            Verifier verifier,
            Deployment deployment,
            Warnings warnings,
            LongSupplier nanoTime)
            throws IOException {
        this.folder = home.resolve("deploy");
        this.memory = home.resolve("state").resolve("deploy.properties");
        this.ownership = ownership;
        this.verifier = verifier;
        this.deployment = deployment;
        this.warnings = warnings;
        this.nanoTime = nanoTime;
        if (Files.exists(memory)) {
            try (Reader reader = Files.newBufferedReader(memory)) {
                taken.load(reader);
            }
        }
    }

    /** Looks once, and handles every jar that has settled. */
    void look(DeployerSettings settings) {
        try {
            if (!Files.isDirectory(folder)) {
                return;
            }
            ownership.check(folder, "deploy/");
            warnings.clear(FOLDER_TOPIC);
            Set<Path> present = new HashSet<>();
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
                jars.forEach(present::add);
            }
            forget(present);
            for (Path jar : present.stream().sorted().toList()) {
                look(jar, settings);
            }
            warnings.clear(TROUBLE_TOPIC);
        } catch (RefusedException e) {
            warnings.tell(FOLDER_TOPIC, "No jar is taken: " + e.getMessage());
        } catch (IOException e) {
            warnings.tell(TROUBLE_TOPIC, "deploy/ cannot be looked at: " + Causes.phrase(e) + ".");
        }
    }

    private void look(Path jar, DeployerSettings settings) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(jar, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String stamp = attributes.size() + "/" + attributes.lastModifiedTime().toMillis() + "/"
                + modified(jar.resolveSibling(jar.getFileName() + ".sha256"));
        Seen last = seen.get(jar);
        if (last == null || !last.stamp.equals(stamp)) {
            boolean known = stamp.equals(taken.getProperty(jar.getFileName().toString()));
            seen.put(jar, new Seen(stamp, nanoTime.getAsLong(), known));
            return;
        }
        if (last.handled
                || nanoTime.getAsLong() - last.sinceNs < settings.settle().toNanos()) {
            return;
        }
        seen.put(jar, new Seen(stamp, last.sinceNs, true));
        handle(jar, stamp, settings);
    }

    private void handle(Path jar, String stamp, DeployerSettings settings) throws IOException {
        String name = jar.getFileName().toString();
        LOG.info("Verifying {} ({} bytes) ...", Jars.name(jar), stamp.split("/", 2)[0]);
        long beganNs = nanoTime.getAsLong();
        String bundle = "";
        try {
            Candidate candidate = verifier.verify(jar, settings);
            bundle = candidate.symbolicName();
            LOG.info("{} is good: {} {}, SHA-256 {}.", Jars.name(jar), bundle, candidate.version(), candidate.digest());
            deployment.deploy(candidate, Deployment.Source.of(jar), settings.terms(false));
            remember(name, stamp);
            warnings.clear(name);
            warnings.mended(bundle);
            LOG.info(
                    "{} was handled in {} ms.",
                    Jars.name(jar),
                    Duration.ofNanos(nanoTime.getAsLong() - beganNs).toMillis());
        } catch (RefusedException e) {
            warnings.tell(name, bundle, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            warnings.tell(name, bundle, Jars.name(jar) + " was not taken: " + Causes.phrase(e) + "; put it again.");
        }
    }

    /** Returns what lies there, and what became of it. */
    List<FileEntry> files() {
        return seen.entrySet().stream()
                .map(each -> entry(each.getKey().getFileName().toString(), each.getValue()))
                .sorted(Comparator.comparing(FileEntry::name))
                .toList();
    }

    private FileEntry entry(String name, Seen file) {
        String refusal = warnings.sentence(name).orElse("");
        State state = !file.handled ? State.SETTLING : refusal.isEmpty() ? State.TAKEN : State.REFUSED;
        return new FileEntry(name, state, state == State.REFUSED ? refusal : "");
    }

    private void forget(Set<Path> present) throws IOException {
        seen.keySet().retainAll(present);
        Set<String> names = new HashSet<>();
        present.forEach(jar -> names.add(jar.getFileName().toString()));
        warnings.clearWhere(topic -> topic.endsWith(".jar") && !names.contains(topic));
        if (taken.keySet().retainAll(names)) {
            write();
        }
    }

    private static long modified(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis()
                : 0;
    }

    private void remember(String name, String stamp) throws IOException {
        taken.setProperty(name, stamp);
        write();
    }

    private void write() throws IOException {
        Path fresh = memory.resolveSibling(memory.getFileName() + ".new");
        Files.createDirectories(memory.getParent());
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            taken.store(writer, "What was taken from deploy/: size, time, time of the digest beside it");
        }
        Files.move(fresh, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private record Seen(String stamp, long sinceNs, boolean handled) {}
}
