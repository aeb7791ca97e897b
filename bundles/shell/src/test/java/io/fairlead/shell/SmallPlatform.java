package io.fairlead.shell;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.ConfigurationAdmin;

/** A framework with the component runtime, the settings, Gogo, and the shell of this build. */
final class SmallPlatform {
    private static final List<String> CLASSES = List.of(
            "org.apache.felix.log.Activator",
            "org.osgi.util.pushstream.PushStream",
            "org.osgi.util.promise.Promise",
            "org.osgi.util.function.Function",
            "org.osgi.service.component.ComponentContext",
            "org.apache.felix.cm.PersistenceManager",
            "org.apache.felix.metatype.Designate",
            "org.apache.felix.scr.info.ScrInfo",
            "org.apache.felix.gogo.runtime.CommandProcessorImpl",
            "org.apache.felix.gogo.command.Basic",
            "io.fairlead.platform.health.Parts",
            "io.fairlead.transport.TransportView",
            "io.fairlead.deployer.api.Deployer",
            "org.jline.reader.LineReader",
            "org.apache.felix.gogo.jline.Shell",
            "io.fairlead.shell.CommandLine");

    private final Framework framework;
    private final Path home;
    private final Queue<String> loaded = new ConcurrentLinkedQueue<>();

    SmallPlatform(Path home, Map<String, String> more) throws Exception {
        this.home = home;
        Files.createDirectories(home.resolve("etc"));
        Files.createDirectories(home.resolve("state"));
        Map<String, String> properties = new HashMap<>(more);
        properties.put("fairlead.home", home.toString());
        properties.put(Constants.FRAMEWORK_STORAGE, home.resolve("cache").toString());
        properties.put("felix.log.level", "1");
        properties.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "org.slf4j;version=2.0.20,org.slf4j.event;version=2.0.20,org.osgi.service.cm;version=1.6.1");
        framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        BundleContext context = framework.getBundleContext();
        context.registerService(
                WeavingHook.class, woven -> loaded.add(woven.getClassName()), FrameworkUtil.asDictionary(Map.of()));
        List<Bundle> bundles = new ArrayList<>();
        for (String name : CLASSES) {
            bundles.add(context.installBundle("reference:" + where(name)));
        }
        for (Bundle bundle : bundles) {
            if (!bundle.getSymbolicName().equals("org.apache.felix.gogo.jline")) {
                bundle.start();
            }
        }
    }

    private static String where(String name) throws ClassNotFoundException, URISyntaxException {
        Class<?> type = Class.forName(name, false, SmallPlatform.class.getClassLoader());
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toURI()
                .toString();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Path home() {
        return home;
    }

    /** Returns the names of the classes that bundles have loaded so far. */
    List<String> loaded() {
        return List.copyOf(loaded);
    }

    /** Gives a PID its settings as fileinstall would, and waits for nothing. */
    void configure(String pid, Map<String, ?> settings) throws Exception {
        ConfigurationAdmin admin = context().getService(context().getServiceReference(ConfigurationAdmin.class));
        String[] parts = pid.split("~", 2);
        (parts.length == 2 ? admin.getFactoryConfiguration(parts[0], parts[1], "?") : admin.getConfiguration(pid, "?"))
                .update(FrameworkUtil.asDictionary(Map.copyOf(settings)));
    }

    /** Gives the shell its settings and waits for its socket. */
    Path socket(Map<String, ?> settings) throws Exception {
        configure("io.fairlead.shell", settings);
        Path socket = home.resolve("run").resolve("fairlead.sock");
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(socket));
        return socket;
    }

    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
