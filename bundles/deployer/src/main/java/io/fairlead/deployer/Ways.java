package io.fairlead.deployer;

import io.fairlead.deployer.api.SwapEntry.Way;
import io.fairlead.platform.health.Parts;
import io.fairlead.transport.Transport;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Chooses how a bundle is replaced: live where it binds endpoints; by stop, update and start where it binds none, was
 * stopped by an operator, or may run only once.
 */
final class Ways {
    private static final int START_LEVEL = 5;

    private final BundleContext context;
    private final Components components;
    private final Supplier<Optional<Groups>> transport;
    private final Parts parts;
    private final Retirement retirement;

    /**
     * @param context the deployer's
     * @param components looks at components
     * @param transport the groups, while the transport runs
     * @param parts what the parts say
     * @param retirement takes the old bundles away
     */
    Ways(
            BundleContext context,
            Components components,
            Supplier<Optional<Groups>> transport,
            Parts parts,
            Retirement retirement) {
        this.context = context;
        this.components = components;
        this.transport = transport;
        this.parts = parts;
        this.retirement = retirement;
    }

    /** Returns how the bundle is replaced. */
    Swap swap(Bundle present) {
        return transport
                .get()
                .filter(groups -> way(present) == Way.LIVE)
                .<Swap>map(groups -> new LiveHandOver(context, groups, components, parts, retirement))
                .orElseGet(() -> new StopUpdateStart(components, retirement));
    }

    /** Returns the name of how the bundle is replaced. */
    Way way(Bundle present) {
        return transport.get().isPresent()
                        && present.adapt(BundleStartLevel.class).isPersistentlyStarted()
                        && !isSingleton(present)
                        && isNamed(present.getServicesInUse(), Transport.class)
                ? Way.LIVE
                : Way.RESTART;
    }

    /** Installs and starts what was not there. */
    void install(Candidate jar, Terms terms) throws SwapException {
        Bundle bundle;
        try {
            bundle = context.installBundle(Jars.freeLocation(context, jar.jar()));
        } catch (BundleException | RuntimeException e) {
            throw new SwapException("cannot be installed, because " + Causes.phrase(e) + ".");
        }
        try {
            bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
            Apart.run("its start", terms.startLimit(), bundle::start);
            String failure = components.failure(bundle);
            if (!failure.isEmpty()) {
                throw new SwapException(failure);
            }
        } catch (SwapException e) {
            retirement.retire(bundle, retirement.threads());
            throw new SwapException("did not come up, because " + e.getMessage() + "; it is uninstalled again.");
        }
    }

    /**
     * Refuses what cannot be replaced while the platform runs.
     *
     * @throws RefusedException where the deployer stands on it, or all connections would be closed and nobody forces it
     */
    void refuse(Candidate jar, Bundle bundle, Terms terms) throws RefusedException {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        if (bundle.getBundleId() == 0
                || wiring.getDependencyClosure(List.of(bundle)).contains(context.getBundle())) {
            throw new RefusedException(jar.symbolicName() + " " + jar.version()
                    + " is not taken while the platform runs, since the deployer itself stands on it; bring it with the"
                    + " base and restart.");
        }
        if (!terms.force() && isNamed(bundle.getRegisteredServices(), Transport.class)) {
            throw new RefusedException(jar.symbolicName() + " " + jar.version()
                    + " is not taken while the platform runs, since it owns every connection and all would be closed;"
                    + " bring it with the base and restart, or write fairlead:swap FILE --force.");
        }
    }

    private static boolean isSingleton(Bundle bundle) {
        String header = bundle.getHeaders("").get(Constants.BUNDLE_SYMBOLICNAME);
        return header != null && header.replace(" ", "").contains(Constants.SINGLETON_DIRECTIVE + ":=true");
    }

    private static boolean isNamed(ServiceReference<?> @Nullable [] services, Class<?> type) {
        return Stream.ofNullable(services)
                .flatMap(Stream::of)
                .flatMap(each -> Stream.of((String[]) each.getProperty(Constants.OBJECTCLASS)))
                .anyMatch(type.getName()::equals);
    }
}
