package io.fairlead.itest;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin configurations;

    private Exam exam;

    @org.ops4j.pax.exam.Configuration
    public Option[] provision() throws IOException {
        return Exam.options();
    }

    @Before
    public void startTransport() throws IOException {
        exam = new Exam(context, configurations);
        exam.set("io.fairlead.transport", Map.of("host", "127.0.0.1"));
    }

    @Test
    public void shouldKeepAConnectionAndItsCounterWhileTheBundleIsUpdated() throws Exception {
        exam.echo("update");
        try (EchoClient peer = new EchoClient(exam.port("update"))) {
            assertEquals("one", peer.call("one"));
            assertEquals("1", peer.call("count?"));

            Bundle echo = exam.installed(Exam.ECHO);
            peer.sendHalf("split");
            try (InputStream jar = Files.newInputStream(Exam.echoJar())) {
                echo.update(jar);
            }

            assertEquals("split", peer.sendRest());
            assertEquals("3", peer.call("count?"));
        }
    }

    @Test
    public void shouldLetConnectionsWaitWhileTheBundleIsStopped() throws Exception {
        exam.echo("stop");
        int port = exam.port("stop");
        try (EchoClient peer = new EchoClient(port)) {
            assertEquals("one", peer.call("one"));
            Bundle echo = exam.installed(Exam.ECHO);
            echo.stop();
            peer.send("two");
            try (EchoClient late = new EchoClient(port)) {
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
        Configuration configuration = exam.echo("move");
        int before = exam.port("move");
        try (EchoClient peer = new EchoClient(before)) {
            assertEquals("one", peer.call("one"));
            int free = before == 24_001 ? 24_002 : 24_001;
            configuration.update(FrameworkUtil.asDictionary(Map.of("port", String.valueOf(free))));
            Exam.await("the port has moved", () -> exam.port("move") == free);

            assertEquals("two", peer.call("two"));
            try (EchoClient other = new EchoClient(free)) {
                assertEquals("0", other.call("count?"));
            }
        }
    }

    @Test
    public void shouldRefreshNothingButTheProtocolsOwnBundle() {
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        Set<String> protocols = Feature.protocols();
        protocols.add(Exam.ECHO);
        for (String protocol : protocols) {
            Bundle bundle = exam.installed(protocol);
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
}
