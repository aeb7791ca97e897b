package io.fairlead.deployer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a verified jar in place of what runs, or installs it; where it does not come up, the previous one runs again. The
 * install set is written before the swap and taken back after a failure, so that a process that dies in between starts
 * with what its bundles have in them.
 */
final class Deployment {
    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);
    private static final int START_LEVEL = 5;

    private final BundleContext context;
    private final Path home;
    private final Swap swap;
    private final ComponentCheck components;
    private final Clock clock;

    Deployment(BundleContext context, Path home, Swap swap, ComponentCheck components, Clock clock) {
        this.context = context;
        this.home = home;
        this.swap = swap;
        this.components = components;
        this.clock = clock;
    }

    /**
     * Deploys a jar.
     *
     * @param jar what was verified
     * @param file where it came from, for messages and the record
     * @throws RefusedException where it was not taken, or did not come up
     */
    void deploy(Candidate jar, Path file) throws IOException, RefusedException {
        Optional<Bundle> present = bundle(jar.symbolicName());
        InstallSet before = InstallSet.read(home);
        if (present.isPresent() && before.running(jar.symbolicName()).equals(Optional.of(jar.digest()))) {
            LOG.info("{} is what runs already as {} {}.", Jars.name(file), jar.symbolicName(), jar.version());
            return;
        }
        if (present.isPresent()) {
            refuseWhatWeStandOn(jar, present.get());
        }
        InstallSet after = InstallSet.read(home);
        after.deploy(jar, file.getFileName().toString(), clock.instant());
        after.write();
        try {
            if (present.isPresent()) {
                replace(present.get(), jar, before);
            } else {
                install(jar);
            }
        } catch (SwapException e) {
            before.write();
            throw new RefusedException(Jars.name(file) + " was not taken: " + jar.symbolicName() + " " + jar.version()
                    + " " + e.getMessage());
        }
        LOG.info("{} {} is in place, from {}.", jar.symbolicName(), jar.version(), Jars.name(file));
    }

    private Optional<Bundle> bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(each -> symbolicName.equals(each.getSymbolicName()))
                .max(Comparator.comparing(Bundle::getVersion));
    }

    private void refuseWhatWeStandOn(Candidate jar, Bundle bundle) throws RefusedException {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        if (bundle.getBundleId() == 0
                || wiring.getDependencyClosure(List.of(bundle)).contains(context.getBundle())) {
            throw new RefusedException(jar.symbolicName() + " " + jar.version()
                    + " is not taken while the platform runs, since the deployer itself stands on it; bring it with the"
                    + " base and restart.");
        }
    }

    private void replace(Bundle bundle, Candidate jar, InstallSet before) throws SwapException {
        String old = bundle.getVersion().toString();
        LOG.info("Putting {} {} in place of {} ...", jar.symbolicName(), jar.version(), old);
        try {
            swap.swap(bundle, jar.jar());
        } catch (SwapException failed) {
            throw new SwapException(
                    "did not come up, because " + failed.getMessage() + "; " + putBack(bundle, before, old));
        }
    }

    private String putBack(Bundle bundle, InstallSet before, String old) {
        Optional<Path> previous = before.running(bundle.getSymbolicName())
                .map(digest -> Jars.kept(home, digest))
                .filter(Files::isReadable);
        if (previous.isEmpty()) {
            return "the jar that ran before is not in system/, so that nothing runs in its place; deploy one that does.";
        }
        try {
            swap.swap(bundle, previous.get());
            return old + " runs again.";
        } catch (SwapException e) {
            return "and " + old + " does not come up again either, because " + e.getMessage() + ".";
        }
    }

    private void install(Candidate jar) throws SwapException {
        LOG.info("Installing {} {} ...", jar.symbolicName(), jar.version());
        Bundle bundle;
        try {
            bundle = context.installBundle("reference:" + jar.jar().toFile().toURI());
        } catch (BundleException | RuntimeException e) {
            throw new SwapException("cannot be installed, because " + Causes.phrase(e) + ".");
        }
        try {
            bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
            bundle.start();
            String failure = components.failure(bundle);
            if (failure.isEmpty()) {
                return;
            }
            uninstall(bundle);
            throw new SwapException("did not come up, because " + failure + "; it is uninstalled again.");
        } catch (BundleException | RuntimeException e) {
            uninstall(bundle);
            throw new SwapException("did not come up, because " + Causes.phrase(e) + "; it is uninstalled again.");
        }
    }

    private static void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException | IllegalStateException e) {
            LOG.warn("{} could not be uninstalled: {}", bundle.getSymbolicName(), Causes.phrase(e));
        }
    }
}
