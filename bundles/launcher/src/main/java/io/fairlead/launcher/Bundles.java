package io.fairlead.launcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Brings the framework's bundles into line with the install set. */
final class Bundles {
    private static final String REFERENCE = "reference:";

    private Bundles() {}

    /**
     * Uninstalls what the set has no more, installs what is new, and leaves alone what is unchanged. Installed by
     * reference: the framework reads the jar where it lies.
     *
     * @param context the system bundle's
     * @param set what should be installed
     * @param system where the jars are
     * @throws BundleException if a bundle cannot be installed
     */
    static void align(BundleContext context, InstallSet set, SystemFolder system) throws BundleException {
        Map<String, Bundle> present = new HashMap<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(REFERENCE)) {
                present.put(bundle.getLocation(), bundle);
            }
        }
        List<Installed> fresh = new ArrayList<>();
        for (Installed bundle : set.bundles().values()) {
            if (bundle.effective()
                    .map(jar -> present.remove(location(system, jar)) == null)
                    .orElse(false)) {
                fresh.add(bundle);
            }
        }
        for (Bundle gone : present.values()) {
            gone.uninstall();
        }
        for (Installed bundle : fresh) {
            install(context, bundle.symbolicName(), bundle.effective().orElseThrow(), system);
        }
    }

    /** Returns how the framework names a jar of the install set. */
    static String location(SystemFolder system, Jar jar) {
        return REFERENCE + system.path(jar).toFile().toURI();
    }

    private static void install(BundleContext context, String symbolicName, Jar jar, SystemFolder system)
            throws BundleException {
        Bundle bundle = context.installBundle(location(system, jar));
        if (!jar.fragment()) {
            bundle.adapt(BundleStartLevel.class).setStartLevel(StartLevels.of(symbolicName));
            if (StartLevels.isStarted(symbolicName)) {
                bundle.start();
            }
        }
    }
}
