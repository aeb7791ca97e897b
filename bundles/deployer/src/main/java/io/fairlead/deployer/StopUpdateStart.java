package io.fairlead.deployer;

import io.fairlead.platform.log.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the bundle, updates it, refreshes what is wired to it, and starts it, unless an operator had stopped it. Its connections are parked meanwhile, since
 * they belong to the transport.
 */
final class StopUpdateStart implements Swap {
    private static final Logger LOG = LoggerFactory.getLogger(StopUpdateStart.class);
    private static final Duration REFRESH_LIMIT = Duration.ofSeconds(30);

    private final BundleContext context;
    private final ComponentCheck components;

    /**
     * @param context the framework
     * @param components tells whether a component failed, which does not fail a bundle's start
     */
    StopUpdateStart(BundleContext context, ComponentCheck components) {
        this.context = context;
        this.components = components;
    }

    @Override
    public void swap(Bundle bundle, Path jar) throws SwapException {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        LOG.info(
                "The swap of {} touches {}.",
                bundle.getSymbolicName(),
                names(wiring.getDependencyClosure(List.of(bundle))));
        boolean wanted = bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        try (InputStream in = Files.newInputStream(jar)) {
            bundle.stop(Bundle.STOP_TRANSIENT);
            bundle.update(in);
            refresh(wiring, bundle);
            if (wanted) {
                bundle.start();
            } else {
                LOG.info("{} was stopped by an operator and stays so.", bundle.getSymbolicName());
            }
        } catch (BundleException | IOException | RuntimeException e) {
            throw new SwapException(Causes.phrase(e));
        }
        String failure = components.failure(bundle);
        if (!failure.isEmpty()) {
            throw new SwapException(failure);
        }
    }

    private static void refresh(FrameworkWiring wiring, Bundle bundle) throws SwapException {
        CountDownLatch refreshed = new CountDownLatch(1);
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
