package io.fairlead.deployer.leak;

import io.fairlead.deployer.api.LeakEntry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Remembers the class loaders of bundles that were replaced, without holding them, for as long as they are in memory.
 * One is a leak when it outlives a collection that looked at classes, begun at least {@value #AFTER_SECONDS} s after it
 * was let go.
 */
public final class LeakWatch {
    private static final int AFTER_SECONDS = 10;
    private static final int COLLECTIONS = 3;
    private static final int MOST = 200;

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final List<Retired> retired = new ArrayList<>();
    private @Nullable Canary canary;
    private long canaryNs;
    private List<Retired> leaks = List.of();

    /**
     * @param clock for people
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public LeakWatch(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Returns the threads that are there, for {@link #retire} after the next version has begun its own. */
    public Set<Long> threads() {
        return Threads.present();
    }

    /**
     * Remembers a bundle's present class loader; called before it is taken away.
     *
     * @param threads those that were there before the next version came
     */
    public synchronized void retire(Bundle bundle, Set<Long> threads) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
        if (loader != null && retired.size() < MOST) {
            retired.add(new Retired(
                    loader,
                    bundle.getSymbolicName(),
                    bundle.getVersion().toString(),
                    Threads.of(wiring, threads),
                    clock.instant(),
                    nanoTime.getAsLong()));
        }
    }

    /**
     * Looks, without asking for a collection, which are leaks by what the collections of late have left.
     *
     * @return a sentence where there are any; else nothing
     */
    public synchronized String look() {
        forgetGone();
        long now = nanoTime.getAsLong();
        Canary planted = canary;
        if (planted != null && planted.isGone()) {
            leaks = retired.stream().filter(each -> isOld(each, canaryNs)).toList();
            canary = null;
        }
        if (canary == null && retired.stream().anyMatch(each -> isOld(each, now) && !leaks.contains(each))) {
            canary = new Canary();
            canaryNs = now;
        }
        return leaks.isEmpty()
                ? ""
                : "The code of "
                        + leaks.stream()
                                .map(each -> each.bundle() + " " + each.version())
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + " was replaced and is still in memory; fairlead:leaks tells what holds it.";
    }

    /** Returns how many class loaders of replaced bundles are in memory. */
    public synchronized int alive() {
        forgetGone();
        return retired.size();
    }

    /** Asks for collections and returns what is in memory after them. */
    public List<LeakEntry> leaks() {
        for (int i = 0; i < COLLECTIONS && alive() > 0; i++) {
            collect();
        }
        synchronized (this) {
            forgetGone();
            leaks = List.copyOf(retired);
            return leaks.stream().map(LeakWatch::entry).toList();
        }
    }

    private static void collect() {
        System.gc();
    }

    private void forgetGone() {
        retired.removeIf(each -> each.refersTo(null));
        leaks = leaks.stream().filter(retired::contains).toList();
    }

    private static boolean isOld(Retired each, long atNs) {
        return atNs - each.atNs() >= Duration.ofSeconds(AFTER_SECONDS).toNanos();
    }

    private static LeakEntry entry(Retired leak) {
        ClassLoader loader = leak.get();
        List<String> holders = new ArrayList<>();
        leak.threads().running().forEach(holders::add);
        if (loader != null) {
            holders.addAll(Holders.of(loader));
        }
        return new LeakEntry(leak.bundle(), leak.version(), leak.time(), holders);
    }
}
