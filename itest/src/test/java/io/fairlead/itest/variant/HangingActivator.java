package io.fairlead.itest.variant;

import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Hangs on start, whatever is done to its thread, until the system property {@value #RELEASE} is set. */
public final class HangingActivator implements BundleActivator {
    /** Ends the hanging. */
    public static final String RELEASE = "fairlead.itest.release";

    private static final long LOOK_NANOS = 20_000_000;

    @Override
    public void start(BundleContext context) {
        while (System.getProperty(RELEASE) == null) {
            LockSupport.parkNanos(LOOK_NANOS);
            Thread.interrupted();
        }
    }

    @Override
    public void stop(BundleContext context) {
        // Nothing runs.
    }
}
