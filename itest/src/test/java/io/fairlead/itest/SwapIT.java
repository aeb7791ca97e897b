package io.fairlead.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.fairlead.deployer.api.Deployer;
import io.fairlead.deployer.api.DeployerException;
import io.fairlead.deployer.api.LeakEntry;
import io.fairlead.deployer.api.SwapEntry;
import io.fairlead.itest.variant.FailingComponent;
import io.fairlead.itest.variant.HangingActivator;
import io.fairlead.itest.variant.HangingComponent;
import io.fairlead.itest.variant.LeakyActivator;
import io.fairlead.itest.variant.ThrowingActivator;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.health.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The echo is replaced while clients are connected to two instances of it: both move, or both stay. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SwapIT {
    @Rule
    public final Timeout limit = new Timeout(60, TimeUnit.SECONDS);

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin configurations;

    private final List<Configuration> made = new ArrayList<>();
    private Exam exam;
    private EchoClient first;
    private EchoClient second;

    @org.ops4j.pax.exam.Configuration
    public Option[] provision() throws IOException {
        return Exam.options();
    }

    @Before
    public void connect() throws Exception {
        System.clearProperty(HangingActivator.RELEASE);
        exam = new Exam(context, configurations);
        exam.set("io.fairlead.transport", Map.of("host", "127.0.0.1", "grace", "100ms", "park-lease", "20s"));
        exam.set("io.fairlead.deployer", Map.of("settle", "50ms", "start-limit", "1s", "swap-limit", "2s"));
        Exam.await("the deployer runs", () -> context.getServiceReference(Deployer.class) != null);
        made.add(exam.echo("first"));
        made.add(exam.echo("second"));
        first = new EchoClient(exam.port("first"));
        second = new EchoClient(exam.port("second"));
        assertEquals("one", first.call("one"));
        assertEquals("eins", second.call("eins"));
        assertEquals("zwei", second.call("zwei"));
    }

    @After
    public void disconnect() throws Exception {
        first.close();
        second.close();
        for (Configuration each : made) {
            each.delete();
        }
        Exam.await(
                "the echoes are closed",
                () -> exam.address("first").isEmpty() && exam.address("second").isEmpty());
    }

    @Test
    public void shouldHandOverEveryConnectionOfEveryConfiguration() throws Exception {
        first.sendHalf("split");
        SwapEntry swap = swap(EchoVariant.of("0.2.0"));

        assertEquals("split", first.sendRest());
        assertMoved("0.2.0", 2, 2);
        assertEquals(SwapEntry.Way.LIVE, swap.way());
        assertEquals("0.2.0", swap.to());
        assertTrue("moved " + swap.connections(), swap.connections() >= 2);
    }

    @Test
    public void shouldHandOverToAnotherJarOfTheSameVersion() throws Exception {
        String version = exam.installed(Exam.ECHO).getVersion().toString();
        long number = exam.installed(Exam.ECHO).getBundleId();

        swap(EchoVariant.of(version).header("X-Build", "2"));

        assertMoved(version, 1, 2);
        assertTrue(exam.installed(Exam.ECHO).getBundleId() > number);
    }

    @Test
    public void shouldTakeAJarThatIsMovedIntoTheFolder() throws Exception {
        Path jar = EchoVariant.of("0.3.0").write(exam.home().resolve("fresh.jar"));
        Files.move(jar, exam.home().resolve("deploy/any-name.jar"), StandardCopyOption.ATOMIC_MOVE);

        Exam.await("the swap", () -> lastSwap().to().equals("0.3.0"));

        assertMoved("0.3.0", 1, 2);
        assertEquals("done", lastSwap().outcome());
    }

    @Test
    public void shouldStayWhenTheNewVersionDoesNotResolve() throws Exception {
        assertStays(
                EchoVariant.of("9.0.0").header("Import-Package", "not.there"),
                "no bundle offers osgi.wiring.package (osgi.wiring.package=not.there)");
    }

    @Test
    public void shouldStayWhenTheNewVersionThrowsOnStart() throws Exception {
        assertStays(EchoVariant.of("9.0.0").activator(ThrowingActivator.class), "the moon is in the wrong phase");
    }

    @Test
    public void shouldStayWhenAComponentFailsForOneOfTheConfigurations() throws Exception {
        assertStays(
                EchoVariant.of("9.0.0").component(FailingComponent.class, FailingComponent.DECLARATION),
                "its component variant.failing failed: the second one is too many");
    }

    @Test
    public void shouldStayWhenAServiceIsMissing() throws Exception {
        assertStays(
                EchoVariant.of("9.0.0")
                        .constant("io.fairlead.platform.health.Parts\"", "io.fairlead.platform.health.Parti\""),
                "its component io.fairlead.itest.echo.EchoComponent waits for the service"
                        + " io.fairlead.platform.health.Parti");
    }

    @Test
    public void shouldStayWhenTheNewVersionRefusesTheStateOfOneConnection() throws Exception {
        first.close();
        first = new EchoClient(exam.port("second"));
        assertEquals("one", first.call("one"));

        assertStays(
                EchoVariant.of("9.0.0").constant("echo.connection", "echo.konnection"),
                "A state echo.connection of version 1 came; only echo.konnection of version 1 can be read");
    }

    @Test
    public void shouldStayWhenTheNewVersionHangsInStart() throws Exception {
        try {
            assertStays(EchoVariant.of("9.0.0").activator(HangingActivator.class), "its start did not end within 1 s");
            swap(EchoVariant.of("0.4.0"));
            assertMoved("0.4.0", 3, 4);
        } finally {
            System.setProperty(HangingActivator.RELEASE, "now");
        }
        Exam.await(
                "the bundle that hung is gone",
                () -> exam.allInstalled(Exam.ECHO).size() == 1);
    }

    @Test
    public void shouldStayWhenAComponentHangsInItsActivation() throws Exception {
        try {
            assertStays(
                    EchoVariant.of("9.0.0").component(HangingComponent.class, HangingComponent.DECLARATION),
                    "its start did not end within 1 s");
            swap(EchoVariant.of("0.4.1"));
            assertMoved("0.4.1", 3, 4);
        } finally {
            System.setProperty(HangingActivator.RELEASE, "now");
        }
        Exam.await(
                "the bundle that hung is gone",
                () -> exam.allInstalled(Exam.ECHO).size() == 1);
    }

    @Test
    public void shouldFindTheCodeThatAThreadHoldsInMemory() throws Exception {
        Deployer deployer = exam.service(Deployer.class);
        swap(EchoVariant.of("0.7.0").activator(LeakyActivator.class));
        swap(EchoVariant.of("0.8.0"));
        try {
            List<LeakEntry> leaks = deployer.leaks();
            assertEquals(
                    List.of("0.7.0"), leaks.stream().map(LeakEntry::version).toList());
            assertEquals(
                    List.of("the thread left-behind runs its io.fairlead.itest.variant.LeakyActivator.stay"),
                    leaks.get(0).holders());
        } finally {
            System.setProperty(LeakyActivator.RELEASE, "now");
        }
        Exam.await("the code that leaked is gone", () -> deployer.leaks().isEmpty());
    }

    @Test
    public void shouldGoBackToTheJarBeforeAndForthAgain() throws Exception {
        swap(EchoVariant.of("0.5.0"));
        swap(EchoVariant.of("0.6.0"));
        Deployer deployer = exam.service(Deployer.class);

        assertEquals("0.5.0", deployer.rollback("echo", false).to());
        assertMoved("0.5.0", 1, 2);
        assertEquals("0.6.0", deployer.rollback("io.fairlead.echo", false).to());
        assertMoved("0.6.0", 2, 3);
    }

    @Test
    public void shouldCloseTheEndpointWhenAConfigurationIsDeleted() throws Exception {
        made.remove(0).delete();

        assertTrue(first.isEnded());
        assertEquals(2, second.count());
        assertTrue(exam.address("first").isEmpty());
    }

    private SwapEntry swap(EchoVariant variant) throws IOException {
        return exam.service(Deployer.class).swap(variant.write(exam.home().resolve("variant.jar")), false);
    }

    private SwapEntry lastSwap() {
        List<SwapEntry> swaps = exam.service(Deployer.class).swaps();
        return swaps.isEmpty()
                ? new SwapEntry(Instant.EPOCH, "", "", "", SwapEntry.Way.LIVE, 0, Duration.ZERO, false, "")
                : swaps.get(swaps.size() - 1);
    }

    private void assertMoved(String version, int ofFirst, int ofSecond) throws Exception {
        assertEquals(
                List.of(version),
                exam.allInstalled(Exam.ECHO).stream()
                        .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                        .map(bundle -> bundle.getVersion().toString())
                        .toList());
        assertEquals(ofFirst, first.count());
        assertEquals(ofSecond, second.count());
        assertHealthy();
    }

    private void assertStays(EchoVariant variant, String cause) throws Exception {
        Bundle before = exam.installed(Exam.ECHO);
        int ofFirst = first.count();
        int ofSecond = second.count();

        DeployerException refused = assertThrows(DeployerException.class, () -> swap(variant));

        String message = refused.getMessage();
        assertTrue(message, message.contains(cause));
        assertTrue(message, message.endsWith("; " + before.getVersion() + " goes on serving."));
        assertEquals(Bundle.ACTIVE, before.getState());
        assertEquals(ofFirst + 1, first.count());
        assertEquals(ofSecond + 1, second.count());
        assertTrue(lastSwap().outcome(), lastSwap().outcome().contains(cause));
        assertHealthy();
        assertEquals(
                Status.WARN,
                exam.service(Parts.class).reports().stream()
                        .filter(report -> report.name().equals("io.fairlead.deployer"))
                        .findFirst()
                        .orElseThrow()
                        .status());
    }

    private void assertHealthy() {
        assertEquals(
                List.of(Status.UP, Status.UP),
                exam.service(Parts.class).reports().stream()
                        .filter(report -> report.name().startsWith(Exam.ECHO + "~"))
                        .map(Parts.Report::status)
                        .toList());
    }
}
