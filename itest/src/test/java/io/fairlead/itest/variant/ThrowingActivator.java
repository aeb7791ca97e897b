package io.fairlead.itest.variant;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Throws on start. */
public final class ThrowingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("the moon is in the wrong phase");
    }

    @Override
    public void stop(BundleContext context) {
        // It never started.
    }
}
