package io.fairlead.deployer;

import io.fairlead.deployer.api.SwapEntry;
import io.fairlead.deployer.api.SwapEntry.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a verified jar in place of what runs, or installs it, and notes how it went; where the jar does not serve, what
 * ran before does. The install set follows, so that the next start begins with what serves. One at a time.
 */
final class Deployment {
    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);

    private final BundleContext context;
    private final Path home;
    private final Ways ways;
    private final SwapLog log;
    private final Clock clock;

    Deployment(BundleContext context, Path home, Ways ways, SwapLog log, Clock clock) {
        this.context = context;
        this.home = home;
        this.ways = ways;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Deploys a jar.
     *
     * @param jar what was verified
     * @param source where it came from
     * @return how it went; nothing where it is what runs already
     * @throws RefusedException where it was not taken, or does not serve
     */
    synchronized Optional<SwapEntry> deploy(Candidate jar, Source source, Terms terms)
            throws IOException, RefusedException {
        Optional<Bundle> present = present(jar.symbolicName());
        InstallSet before = InstallSet.read(home);
        if (present.isPresent() && before.running(jar.symbolicName()).equals(Optional.of(jar.digest()))) {
            LOG.info("{} is what runs already as {} {}.", source.name(), jar.symbolicName(), jar.version());
            return Optional.empty();
        }
        if (present.isPresent()) {
            ways.refuse(jar, present.get(), terms);
        }
        try {
            SwapEntry entry = present.isPresent()
                    ? replace(present.get(), jar, source, before, terms)
                    : install(jar, source, terms);
            log.add(entry);
            LOG.info("{} {} is in place, from {}.", jar.symbolicName(), jar.version(), source.name());
            return Optional.of(entry);
        } catch (SwapException e) {
            before.write();
            log.add(entry(jar, present, present.map(ways::way).orElse(Way.INSTALL), String.valueOf(e.getMessage())));
            throw new RefusedException(
                    source.name() + " was not taken: " + jar.symbolicName() + " " + jar.version() + " "
                            + e.getMessage(),
                    jar.symbolicName());
        }
    }

    /**
     * Deploys the jar that ran before.
     *
     * @param name a symbolic name, with or without {@code io.fairlead.}
     * @throws RefusedException where there is none, or it does not serve
     */
    SwapEntry rollback(String name, Terms terms) throws IOException, RefusedException {
        InstallSet set = InstallSet.read(home);
        String bundle = present(name).isPresent() ? name : "io.fairlead." + name;
        String digest = set.previous(bundle, "digest")
                .orElseThrow(() -> new RefusedException(
                        "There is no previous jar of " + name + "; fairlead:deployed tells what can be rolled back."));
        Path kept = Jars.kept(home, digest);
        if (!Files.isReadable(kept) || !Verifier.digest(kept).equals(digest)) {
            throw new RefusedException("The previous jar of " + bundle + " is not in " + kept
                    + " any more as it was; put it into deploy/ again.");
        }
        Candidate previous =
                new Candidate(bundle, set.previous(bundle, "version").orElse("0.0.0"), digest, kept);
        return deploy(previous, Source.rollback(bundle), terms)
                .orElseThrow(() -> new RefusedException("The previous jar of " + bundle + " is what runs already."));
    }

    /** One whose start hangs may be there besides: it is newer, or not active. */
    private Optional<Bundle> present(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(each -> symbolicName.equals(each.getSymbolicName()))
                .min(Comparator.comparing((Bundle each) -> each.getState() != Bundle.ACTIVE)
                        .thenComparing(Bundle::getBundleId));
    }

    private SwapEntry replace(Bundle bundle, Candidate jar, Source source, InstallSet before, Terms terms)
            throws SwapException {
        String old = bundle.getVersion().toString();
        Optional<Path> previous = before.running(bundle.getSymbolicName())
                .map(digest -> Jars.kept(home, digest))
                .filter(Files::isReadable);
        Swap swap = ways.swap(bundle);
        LOG.info(
                "Swap of {} {} to {}: begins, {} ...",
                jar.symbolicName(),
                old,
                jar.version(),
                swap.way().word());
        Swap.Moved moved = swap.swap(new Replacement(bundle, jar, previous, terms, () -> record(jar, source)));
        return new SwapEntry(
                clock.instant(),
                jar.symbolicName(),
                old,
                jar.version(),
                swap.way(),
                moved.connections(),
                moved.longestPause(),
                true,
                "");
    }

    private SwapEntry install(Candidate jar, Source source, Terms terms) throws IOException, SwapException {
        LOG.info("Installing {} {} ...", jar.symbolicName(), jar.version());
        record(jar, source);
        ways.install(jar, terms);
        return entry(jar, Optional.empty(), Way.INSTALL, "");
    }

    private void record(Candidate jar, Source source) throws IOException {
        InstallSet set = InstallSet.read(home);
        set.deploy(jar, source.file(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        set.write();
    }

    private SwapEntry entry(Candidate jar, Optional<Bundle> present, Way way, String cause) {
        return new SwapEntry(
                clock.instant(),
                jar.symbolicName(),
                present.map(bundle -> bundle.getVersion().toString()).orElse(""),
                jar.version(),
                way,
                0,
                Duration.ZERO,
                cause.isEmpty(),
                cause);
    }

    /**
     * Where a jar came from.
     *
     * @param name for sentences
     * @param file for the record
     */
    record Source(String name, String file) {
        /** Returns the source of a jar that an operator named. */
        static Source of(Path file) {
            return new Source(Jars.name(file), file.getFileName().toString());
        }

        static Source rollback(String bundle) {
            return new Source("The previous jar of " + bundle, "rollback");
        }
    }
}
