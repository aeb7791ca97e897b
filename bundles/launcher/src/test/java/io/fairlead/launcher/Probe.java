package io.fairlead.launcher;

import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * The activator of a bundle that gives the platform's word: ready, or what the system property {@code probe.outcome}
 * says; {@code silent} gives none, and {@code slow} is ready but takes its time to stop.
 */
public final class Probe implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        String outcome = System.getProperty("probe.outcome", "ready");
        if (outcome.equals("silent")) {
            return;
        }
        boolean failed = outcome.equals("failed");
        Dictionary<String, ?> properties =
                FrameworkUtil.asDictionary(Map.of("fairlead.startup", failed ? "failed" : "ready"));
        Supplier<String> word = () -> failed ? "The port 40000 is taken." : "  probe/main  127.0.0.1:1";
        context.registerService(Supplier.class, word, properties);
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        if (System.getProperty("probe.outcome", "").equals("slow")) {
            new CountDownLatch(1).await();
        }
    }
}
