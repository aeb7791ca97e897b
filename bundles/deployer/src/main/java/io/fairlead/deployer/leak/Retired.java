package io.fairlead.deployer.leak;

import java.lang.ref.WeakReference;
import java.time.Instant;

/** The class loader of a bundle that was replaced; clears itself when the loader has left memory. */
final class Retired extends WeakReference<ClassLoader> {
    private final String bundle;
    private final String version;
    private final Threads threads;
    private final Instant time;
    private final long atNs;

    /**
     * @param loader what should leave memory
     * @param bundle the symbolic name
     * @param version the version
     * @param threads which may still run its code
     * @param time when it was replaced
     * @param atNs the same on a monotonic clock, in nanoseconds
     */
    Retired(ClassLoader loader, String bundle, String version, Threads threads, Instant time, long atNs) {
        super(loader);
        this.bundle = bundle;
        this.version = version;
        this.threads = threads;
        this.time = time;
        this.atNs = atNs;
    }

    String bundle() {
        return bundle;
    }

    String version() {
        return version;
    }

    Threads threads() {
        return threads;
    }

    Instant time() {
        return time;
    }

    long atNs() {
        return atNs;
    }
}
