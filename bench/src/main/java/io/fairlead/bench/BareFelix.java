package io.fairlead.bench;

import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** An OSGi framework without a bundle. */
public final class BareFelix {
    private BareFelix() {}

    /** Starts the framework in the folder of the first argument, prints {@code ready} and waits until it is ended. */
    public static void main(String[] arguments) throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of("org.osgi.framework.storage", arguments[0]));
        framework.start();
        System.out.println("ready");
        framework.waitForStop(0);
    }
}
