package io.fairlead.deployer;

import io.fairlead.deployer.api.SwapEntry.Way;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the bundle, updates it, refreshes what is wired to it, and starts it, unless an operator had stopped it. Its
 * connections are parked meanwhile, since they belong to the transport. Where it does not come up, the jar that ran
 * before is brought back in the same way.
 */
final class StopUpdateStart implements Swap {
    private static final Logger LOG = LoggerFactory.getLogger(StopUpdateStart.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Components components;
    private final Retirement retirement;

    /**
     * @param components tells whether a component failed
     * @param retirement refreshes
     */
    StopUpdateStart(Components components, Retirement retirement) {
        this.components = components;
        this.retirement = retirement;
    }

    @Override
    public Way way() {
        return Way.RESTART;
    }

    @Override
    public Moved swap(Replacement replacement) throws SwapException {
        Bundle bundle = replacement.present();
        String old = bundle.getVersion().toString();
        boolean wanted = bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        try {
            replacement.recording().write();
        } catch (IOException e) {
            throw new SwapException("was not tried, because the install set cannot be written (" + Causes.phrase(e)
                    + "); " + old + " runs on.");
        }
        try {
            bring(bundle, replacement.jar().jar(), wanted, replacement.terms());
            return Moved.NOTHING;
        } catch (SwapException failed) {
            throw new SwapException("did not come up, because " + failed.getMessage() + "; "
                    + putBack(bundle, replacement, wanted, old));
        }
    }

    private String putBack(Bundle bundle, Replacement replacement, boolean wanted, String old) {
        Optional<Path> previous = replacement.previous();
        if (previous.isEmpty()) {
            return "the jar that ran before is not in system/, so that nothing runs in its place; deploy one that does.";
        }
        try {
            bring(bundle, previous.get(), wanted, replacement.terms());
            return old + " runs again.";
        } catch (SwapException e) {
            return "and " + old + " does not come up again either, because " + e.getMessage() + ".";
        }
    }

    private void bring(Bundle bundle, Path jar, boolean wanted, Terms terms) throws SwapException {
        try (InputStream in = Files.newInputStream(jar)) {
            retirement.codeRetires(bundle);
            Apart.run("the stop of what ran", STOP_LIMIT, () -> bundle.stop(Bundle.STOP_TRANSIENT));
            bundle.update(in);
        } catch (BundleException | IOException | RuntimeException e) {
            throw new SwapException(Causes.phrase(e));
        }
        retirement.refresh(bundle);
        if (!wanted) {
            LOG.info("{} was stopped by an operator and stays so.", bundle.getSymbolicName());
            return;
        }
        Apart.run("its start", terms.startLimit(), bundle::start);
        String failure = components.failure(bundle);
        if (!failure.isEmpty()) {
            throw new SwapException(failure);
        }
    }
}
