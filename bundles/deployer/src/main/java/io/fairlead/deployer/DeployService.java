package io.fairlead.deployer;

import io.fairlead.deployer.api.DeployedEntry;
import io.fairlead.deployer.api.DeployerException;
import io.fairlead.deployer.api.FileEntry;
import io.fairlead.deployer.api.LeakEntry;
import io.fairlead.deployer.api.SwapEntry;
import io.fairlead.deployer.leak.LeakWatch;
import io.fairlead.platform.metrics.MetricSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;

/** What the deployer does for the folder and for operators. */
final class DeployService {
    private static final String LEAKS_TOPIC = "leaks";

    private final Path home;
    private final Verifier verifier;
    private final Deployment deployment;
    private final DeployFolder folder;
    private final SwapLog log;
    private final LeakWatch leaks;
    private final Warnings warnings;

    /**
     * @param context the framework
     * @param home the instance
     * @param ways how bundles are replaced
     * @param leaks watches what was replaced
     * @param warnings where refusals are told
     * @param clock for the records
     * @param nanoTime a monotonic clock in nanoseconds
     */
    DeployService(
            BundleContext context,
            Path home,
            Ways ways,
            LeakWatch leaks,
            Warnings warnings,
            Clock clock,
            LongSupplier nanoTime)
            throws IOException {
        this.home = home;
        this.leaks = leaks;
        this.warnings = warnings;
        Private ownership = Private.of(Files.createDirectories(home.resolve("state")));
        this.verifier = new Verifier(home, ownership);
        this.log = new SwapLog(home);
        this.deployment = new Deployment(context, home, ways, log, clock);
        this.folder = new DeployFolder(home, ownership, verifier, deployment, warnings, nanoTime);
    }

    void look(DeployerSettings settings) {
        folder.look(settings);
        String leaking = leaks.look();
        if (leaking.isEmpty()) {
            warnings.clear(LEAKS_TOPIC);
        } else {
            warnings.tell(LEAKS_TOPIC, leaking);
        }
    }

    SwapEntry swap(Path file, DeployerSettings settings, boolean force) {
        Path jar = home.resolve(file);
        return mended(() -> {
            if (!Files.isRegularFile(jar)) {
                throw new RefusedException(
                        "There is no file " + jar + "; write the path of a jar, whole or from " + home + " on.");
            }
            Candidate candidate = verifier.verify(jar, settings);
            return deployment
                    .deploy(candidate, Deployment.Source.of(jar), settings.terms(force))
                    .orElseThrow(() -> new RefusedException(candidate.symbolicName() + " " + candidate.version()
                            + " from this very jar is what runs already."));
        });
    }

    SwapEntry rollback(String bundle, DeployerSettings settings, boolean force) {
        return mended(() -> deployment.rollback(bundle, settings.terms(force)));
    }

    private SwapEntry mended(Attempt attempt) {
        try {
            SwapEntry entry = attempt.run();
            warnings.mended(entry.bundle());
            return entry;
        } catch (RefusedException e) {
            String sentence = String.valueOf(e.getMessage());
            if (!e.abandoned().isEmpty()) {
                warnings.tell(e.abandoned(), e.abandoned(), sentence);
            }
            throw new DeployerException(sentence);
        } catch (IOException e) {
            throw new DeployerException("Nothing was swapped: " + Causes.phrase(e) + ".");
        }
    }

    List<SwapEntry> swaps() {
        return log.entries();
    }

    List<FileEntry> files() {
        return folder.files();
    }

    List<DeployedEntry> deployed() {
        try {
            InstallSet set = InstallSet.read(home);
            return set.changed().stream().map(name -> entry(set, name)).toList();
        } catch (IOException e) {
            throw new DeployerException(Causes.phrase(e) + ".");
        }
    }

    private static DeployedEntry entry(InstallSet set, String name) {
        return new DeployedEntry(
                name,
                set.running(name, "version").orElse(""),
                set.running(name).orElse(""),
                set.deployed(name, "time").orElse(""),
                set.deployed(name, "file").orElse("base"),
                set.previous(name, "version").orElse(""));
    }

    List<LeakEntry> leaks() {
        return leaks.leaks();
    }

    void collect(MetricSink out) {
        log.collect(out);
        out.gauge(
                "fairlead_retired_class_loaders", "Class loaders of replaced bundles that are still in memory", (double)
                        leaks.alive());
    }

    /** Something that swaps. */
    @FunctionalInterface
    private interface Attempt {
        SwapEntry run() throws RefusedException, IOException;
    }
}
