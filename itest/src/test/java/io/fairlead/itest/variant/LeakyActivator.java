package io.fairlead.itest.variant;

import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Leaves a thread behind, until the system property {@value #RELEASE} is set. */
public final class LeakyActivator implements BundleActivator {
    /** Ends the thread. */
    public static final String RELEASE = "fairlead.itest.leak.release";

    /** The thread's name. */
    public static final String THREAD = "left-behind";

    private static final long LOOK_NANOS = 20_000_000;

    @Override
    public void start(BundleContext context) {
        Thread thread = new Thread(LeakyActivator::stay, THREAD);
        thread.setDaemon(true);
        thread.start();
    }

    private static void stay() {
        while (System.getProperty(RELEASE) == null) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void stop(BundleContext context) {
        // That is the leak.
    }
}
