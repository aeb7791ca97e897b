package io.fairlead.deployer;

import io.fairlead.deployer.leak.LeakWatch;
import io.fairlead.platform.log.Printable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes away bundles that do not serve any more. A bundle whose stop hangs is left to a thread of its own. */
final class Retirement {
    private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);
    private static final Duration REFRESH_LIMIT = Duration.ofSeconds(30);

    private final LeakWatch leaks;
    private final FrameworkWiring wiring;

    /**
     * @param context the framework
     * @param leaks watches whether the code leaves memory
     */
    Retirement(BundleContext context, LeakWatch leaks) {
        this.leaks = leaks;
        this.wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** Returns the threads that are there; what is retired later may have begun one of them. */
    Set<Long> threads() {
        return leaks.threads();
    }

    /**
     * Stops and uninstalls a bundle, and refreshes what is wired to it.
     *
     * @param threads those that may be the bundle's
     */
    void retire(Bundle bundle, Set<Long> threads) {
        leaks.retire(bundle, threads);
        try {
            // Interrupted, the framework would not wait for a start that hangs, and leave the bundle there.
            Apart.runOn("its stop", STOP_LIMIT, () -> {
                uninstall(bundle);
                refresh(bundle);
            });
        } catch (SwapException e) {
            LOG.warn(
                    "{} {}, bundle {}, is not gone yet: {}; it goes when that has ended.",
                    bundle.getSymbolicName(),
                    bundle.getVersion(),
                    bundle.getBundleId(),
                    e.getMessage());
        }
    }

    private static void uninstall(Bundle bundle) throws BundleException {
        if (bundle.getState() != Bundle.UNINSTALLED) {
            bundle.uninstall();
        }
    }

    /** The bundle's present code is about to be replaced. */
    void codeRetires(Bundle bundle) {
        leaks.retire(bundle, leaks.threads());
    }

    /** Wires anew what is wired to the bundle's old code, and waits for it. */
    void refresh(Bundle bundle) throws SwapException {
        CountDownLatch refreshed = new CountDownLatch(1);
        LOG.info("Refreshing {}.", names(wiring.getDependencyClosure(List.of(bundle))));
        wiring.refreshBundles(List.of(bundle), event -> refreshed.countDown());
        try {
            if (!refreshed.await(REFRESH_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SwapException("its refresh has not ended after " + REFRESH_LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SwapException("the swap was interrupted");
        }
    }

    private static String names(Collection<Bundle> bundles) {
        return bundles.stream()
                .map(each -> Printable.text(String.valueOf(each.getSymbolicName())))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
