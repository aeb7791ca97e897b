package io.fairlead.itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import io.fairlead.transport.TransportView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A platform inside Pax Exam: what is shipped, and the echo. */
final class Exam {
    static final String ECHO = "io.fairlead.echo";

    private static final long LIMIT_MILLIS = 20_000;

    private final BundleContext context;
    private final ConfigurationAdmin configurations;

    Exam(BundleContext context, ConfigurationAdmin configurations) {
        this.context = context;
        this.configurations = configurations;
    }

    /** Returns what is provisioned, in a home of its own. */
    static Option[] options() throws IOException {
        Path home = Files.createTempDirectory("fairlead-exam");
        for (String folder : List.of("etc", "deploy", "state", "system")) {
            Files.createDirectory(home.resolve(folder));
        }
        Option feature = composite(Feature.jars().stream()
                .map(jar -> Feature.isFragment(jar) || Feature.NEVER_STARTED.contains(Feature.symbolicName(jar))
                        ? bundle("reference:" + jar.toUri()).noStart()
                        : bundle("reference:" + jar.toUri()))
                .toArray(Option[]::new));
        return new Option[] {
            junitBundles(),
            systemPackages(
                    "org.slf4j;version=1.7.36", "org.slf4j;version=2.0.20",
                    "org.slf4j.event;version=1.7.36", "org.slf4j.event;version=2.0.20",
                    "org.slf4j.helpers;version=1.7.36", "org.slf4j.helpers;version=2.0.20",
                    "org.slf4j.spi;version=1.7.36", "org.slf4j.spi;version=2.0.20"),
            frameworkProperty("org.osgi.framework.bsnversion").value("multiple"),
            frameworkProperty("fairlead.home").value(home.toString()),
            frameworkProperty("fairlead.terminal").value("false"),
            frameworkProperty("felix.fileinstall.dir").value(home.resolve("etc").toString()),
            systemProperty("fairlead.root").value(Feature.root().toString()),
            feature,
            bundle("reference:" + echoJar().toUri())
        };
    }

    static Path echoJar() {
        return Feature.root().resolve("itest/echo/target/echo-0.1.0.jar");
    }

    Path home() {
        return Path.of(context.getProperty("fairlead.home"));
    }

    /** Gives settings to a part that there is once. */
    void set(String pid, Map<String, Object> settings) throws IOException {
        configurations.getConfiguration(pid, "?").updateIfDifferent(FrameworkUtil.asDictionary(settings));
    }

    /** Makes an echo that listens where it can. */
    Configuration echo(String name) throws Exception {
        Configuration configuration = configurations.getFactoryConfiguration(ECHO, name, "?");
        configuration.update(FrameworkUtil.asDictionary(Map.of("port", "0")));
        await("the echo " + name + " listens", () -> address(name).isPresent());
        return configuration;
    }

    int port(String name) {
        return address(name).orElseThrow().getPort();
    }

    Optional<InetSocketAddress> address(String name) {
        return service(TransportView.class).endpoints().stream()
                .filter(endpoint -> endpoint.group().equals(ECHO + "~" + name))
                .flatMap(endpoint -> endpoint.address().stream())
                .findFirst();
    }

    <T> T service(Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }

    Bundle installed(String symbolicName) {
        return allInstalled(symbolicName).get(0);
    }

    List<Bundle> allInstalled(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(each -> symbolicName.equals(each.getSymbolicName()))
                .toList();
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + " did not come true in " + LIMIT_MILLIS + " ms");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
