package io.fairlead.deployer;

import io.fairlead.deployer.api.SwapEntry.Way;
import io.fairlead.platform.health.Parts;
import io.fairlead.transport.HandOver;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the new version beside the old one, where its bindings are staged; hands all groups over or none; and retires
 * the old one. Whatever fails before that leaves the old one as it was.
 */
final class LiveHandOver implements Swap {
    private static final Logger LOG = LoggerFactory.getLogger(LiveHandOver.class);
    private static final Duration STAGE_LIMIT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final BundleContext context;
    private final Groups groups;
    private final Components components;
    private final Parts parts;
    private final Retirement retirement;

    LiveHandOver(BundleContext context, Groups groups, Components components, Parts parts, Retirement retirement) {
        this.context = context;
        this.groups = groups;
        this.components = components;
        this.parts = parts;
        this.retirement = retirement;
    }

    @Override
    public Way way() {
        return Way.LIVE;
    }

    @Override
    public Moved swap(Replacement replacement) throws SwapException {
        Bundle old = replacement.present();
        Set<String> pids = components.pids(old);
        Set<String> served = groups.served(pids);
        Set<Long> threads = retirement.threads();
        PartMemory memory = new PartMemory(parts, pids);
        try {
            Bundle next = install(replacement.jar(), old);
            try {
                Moved moved = handOver(next, served, replacement);
                retirement.retire(old, threads);
                return moved;
            } catch (SwapException e) {
                groups.withdraw(components.pids(next));
                retirement.retire(next, retirement.threads());
                memory.restore();
                throw e;
            }
        } catch (SwapException e) {
            throw new SwapException(
                    "did not take over, because " + e.getMessage() + "; " + old.getVersion() + " goes on serving.");
        }
    }

    private Moved handOver(Bundle next, Set<String> served, Replacement replacement) throws SwapException {
        Terms terms = replacement.terms();
        Apart.run("its start", terms.startLimit(), next::start);
        Set<String> moving = staged(next, served);
        LOG.info("{} {} waits to take over {}.", next.getSymbolicName(), next.getVersion(), names(moving));
        try {
            replacement.recording().write();
        } catch (IOException e) {
            throw new SwapException("the install set cannot be written (" + Causes.phrase(e) + ")");
        }
        HandOver.Outcome outcome = groups.handOver(moving, terms);
        if (!outcome.done()) {
            throw new SwapException(outcome.reason().replaceFirst("\\.?; the old side goes on$", ""));
        }
        handOverLate(next, terms);
        return new Moved(outcome.connections(), outcome.longestPause());
    }

    /** A group whose settings came while the others were handed over: the old version had it first. */
    private void handOverLate(Bundle next, Terms terms) {
        Set<String> late = groups.staged(components.pids(next));
        HandOver.Outcome outcome = groups.handOver(late, terms);
        if (!outcome.done()) {
            LOG.warn("{} was not handed over: {}", names(late), outcome.reason());
        }
    }

    private Bundle install(Candidate jar, Bundle old) throws SwapException {
        try {
            Bundle next = context.installBundle(Jars.freeLocation(context, jar.jar()));
            next.adapt(BundleStartLevel.class)
                    .setStartLevel(old.adapt(BundleStartLevel.class).getStartLevel());
            return next;
        } catch (BundleException | RuntimeException e) {
            throw new SwapException("it cannot be installed: " + Causes.phrase(e));
        }
    }

    /** Returns the groups on which the new version waits: at least all that the old one serves. */
    private Set<String> staged(Bundle next, Set<String> served) throws SwapException {
        Set<String> staged = new TreeSet<>();
        waitUntil(() -> {
            staged.addAll(groups.staged(components.pids(next)));
            return staged.containsAll(served) || !components.failure(next).isEmpty();
        });
        String failure = components.failure(next);
        if (!failure.isEmpty()) {
            throw new SwapException(failure);
        }
        Set<String> missing = new TreeSet<>(served);
        missing.removeAll(staged);
        if (!missing.isEmpty()) {
            String wants = components.wants(next);
            throw new SwapException(
                    wants.isEmpty() ? "it does not take " + names(missing) + ", which the present one serves" : wants);
        }
        return staged;
    }

    private static void waitUntil(BooleanSupplier condition) throws SwapException {
        long end = System.nanoTime() + STAGE_LIMIT.toNanos();
        try {
            while (!condition.getAsBoolean() && System.nanoTime() < end) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SwapException("the swap was interrupted");
        }
    }

    private static String names(Collection<String> groups) {
        return groups.isEmpty() ? "nothing" : String.join(", ", groups);
    }
}
