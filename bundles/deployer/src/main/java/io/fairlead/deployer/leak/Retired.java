package io.fairlead.deployer.leak;

import java.lang.ref.WeakReference;
import java.time.Instant;

/** The class loader of a bundle that was replaced; clears itself when the loader has left memory. */
final class Retired extends WeakReference<ClassLoader> {
    private final int number;
    private final String bundle;
    private final String version;
    private final Instant time;
    private final long atNs;

    /**
     * @param number its number, by which a heap dump's reader knows it again
     * @param loader what should leave memory
     * @param bundle the symbolic name
     * @param version the version
     * @param time when it was replaced
     * @param atNs the same on a monotonic clock, in nanoseconds
     */
    Retired(int number, ClassLoader loader, String bundle, String version, Instant time, long atNs) {
        super(loader);
        this.number = number;
        this.bundle = bundle;
        this.version = version;
        this.time = time;
        this.atNs = atNs;
    }

    int number() {
        return number;
    }

    String bundle() {
        return bundle;
    }

    String version() {
        return version;
    }

    Instant time() {
        return time;
    }

    long atNs() {
        return atNs;
    }
}
