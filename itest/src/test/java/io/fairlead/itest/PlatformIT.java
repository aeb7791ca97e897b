package io.fairlead.itest;

import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import io.fairlead.transport.TransportView;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Inside the framework: a protocol's bundle is stopped, updated and started, and its connections stay. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PlatformIT {
    private static final String ECHO = "io.fairlead.echo";
    private static final long LIMIT_MILLIS = 20_000;

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin configurations;

    @org.ops4j.pax.exam.Configuration
    public Option[] provision() throws IOException {
        Path home = Files.createTempDirectory("fairlead-exam");
        Files.createDirectory(home.resolve("etc"));
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
            frameworkProperty("fairlead.home").value(home.toString()),
            frameworkProperty("fairlead.terminal").value("false"),
            frameworkProperty("felix.fileinstall.dir").value(home.resolve("etc").toString()),
            systemProperty("fairlead.root").value(Feature.root().toString()),
            feature,
            bundle("reference:" + echoJar().toUri())
        };
    }

    @Before
    public void startTransport() throws IOException {
        configurations
                .getConfiguration("io.fairlead.transport", "?")
                .updateIfDifferent(FrameworkUtil.asDictionary(Map.of("host", "127.0.0.1")));
    }

    @Test
    public void shouldKeepAConnectionAndItsCounterWhileTheBundleIsUpdated() throws Exception {
        echo("update", Map.of("port", "0"));
        try (Peer peer = new Peer(portOf("update"))) {
            assertEquals("one", peer.call("one"));
            assertEquals("1", peer.call("count?"));

            Bundle echo = installed(ECHO);
            peer.sendHalf("split");
            try (InputStream jar =
                    URI.create(echoJar().toUri().toString()).toURL().openStream()) {
                echo.update(jar);
            }

            assertEquals("split", peer.sendRest());
            assertEquals("3", peer.call("count?"));
        }
    }

    @Test
    public void shouldLetConnectionsWaitWhileTheBundleIsStopped() throws Exception {
        echo("stop", Map.of("port", "0"));
        int port = portOf("stop");
        try (Peer peer = new Peer(port)) {
            assertEquals("one", peer.call("one"));
            Bundle echo = installed(ECHO);
            echo.stop();
            peer.send("two");
            try (Peer late = new Peer(port)) {
                late.send("new");
                echo.start();

                assertEquals("two", peer.receive());
                assertEquals("new", late.receive());
                assertEquals("2", peer.call("count?"));
            }
        }
    }

    @Test
    public void shouldMoveAPortAndKeepTheConnectionsOfTheOldOne() throws Exception {
        Configuration configuration = echo("move", Map.of("port", "0"));
        int before = portOf("move");
        try (Peer peer = new Peer(before)) {
            assertEquals("one", peer.call("one"));
            int free = before == 24_001 ? 24_002 : 24_001;
            configuration.update(FrameworkUtil.asDictionary(Map.of("port", String.valueOf(free))));
            await("the port has moved", () -> portOf("move") == free);

            assertEquals("two", peer.call("two"));
            try (Peer other = new Peer(free)) {
                assertEquals("0", other.call("count?"));
            }
        }
    }

    @Test
    public void shouldRefreshNothingButTheProtocolsOwnBundle() {
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        for (String protocol : List.of("io.fairlead.imu", ECHO)) {
            Bundle bundle = installed(protocol);
            Collection<Bundle> closure = wiring.getDependencyClosure(Set.of(bundle));
            assertEquals(
                    List.of(protocol),
                    closure.stream().map(Bundle::getSymbolicName).toList());
        }
    }

    @Test
    public void shouldHaveEveryBundleStarted() {
        assertEquals(
                List.of(),
                Arrays.stream(context.getBundles())
                        .filter(each -> each.getHeaders().get("Fragment-Host") == null)
                        .filter(each -> !Feature.NEVER_STARTED.contains(each.getSymbolicName()))
                        .filter(each -> each.getState() != Bundle.ACTIVE && each.getState() != Bundle.STARTING)
                        .map(Bundle::getSymbolicName)
                        .toList());
    }

    private Configuration echo(String name, Map<String, Object> settings) throws Exception {
        Configuration configuration = configurations.getFactoryConfiguration(ECHO, name, "?");
        configuration.update(FrameworkUtil.asDictionary(settings));
        await("the echo " + name + " listens", () -> address(name).isPresent());
        return configuration;
    }

    private int portOf(String name) {
        return address(name).orElseThrow().getPort();
    }

    private Optional<InetSocketAddress> address(String name) {
        TransportView view = context.getService(context.getServiceReference(TransportView.class));
        return view.endpoints().stream()
                .filter(endpoint -> endpoint.group().equals(ECHO + "~" + name))
                .flatMap(endpoint -> endpoint.address().stream())
                .findFirst();
    }

    private Bundle installed(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(each -> symbolicName.equals(each.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private static Path echoJar() {
        return Feature.root().resolve("itest/echo/target/echo-0.1.0.jar");
    }

    private static void await(String what, java.util.concurrent.Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + " did not come true in " + LIMIT_MILLIS + " ms");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** A client of the echo: a length of four bytes, and so many bytes. */
    private static final class Peer implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;
        private byte[] rest = {};

        Peer(int port) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout((int) LIMIT_MILLIS);
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
        }

        String call(String text) throws IOException {
            send(text);
            return receive();
        }

        void send(String text) throws IOException {
            out.write(frame(text));
        }

        void sendHalf(String text) throws IOException {
            byte[] frame = frame(text);
            out.write(frame, 0, 6);
            rest = Arrays.copyOfRange(frame, 6, frame.length);
        }

        String sendRest() throws IOException {
            out.write(rest);
            return receive();
        }

        String receive() throws IOException {
            return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }

        private static byte[] frame(String text) {
            byte[] payload = text.getBytes(StandardCharsets.UTF_8);
            byte[] frame = Arrays.copyOf(new byte[] {0, 0, 0, (byte) payload.length}, 4 + payload.length);
            System.arraycopy(payload, 0, frame, 4, payload.length);
            return frame;
        }
    }
}
