package io.fairlead.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.deployer.leak.LeakWatch;
import io.fairlead.platform.health.Parts;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.HandOver;
import io.fairlead.transport.TransportView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** The steps of a live hand-over in a real framework, with a transport and components that do as they are told. */
@Timeout(30)
class LiveHandOverTest {
    private static final String ONE = "demo~one";
    private static final String TWO = "demo~two";

    @TempDir
    Path home;

    private final List<String> events = new ArrayList<>();
    private final Set<String> stagedByNext = new TreeSet<>(Set.of(ONE, TWO));
    private String refusal = "";
    private String failure = "";
    private String wants = "";
    private Framework framework;
    private Bundle old;

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        home.resolve("cache").toString(),
                        Constants.FRAMEWORK_BSNVERSION,
                        Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                        "felix.log.level",
                        "1"));
        framework.start();
        old = framework
                .getBundleContext()
                .installBundle("reference:"
                        + new TinyJar("demo", "1.0")
                                .write(home.resolve("old.jar"))
                                .toFile()
                                .toURI());
        old.start();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void shouldRecordBeforeItHandsOverAllGroupsAndThenRetireTheOldVersion() throws Exception {
        Swap.Moved moved = swap("2.0", () -> events.add("record"));

        assertThat(events).containsExactly("record", "hand over [demo~one, demo~two]");
        assertThat(moved).isEqualTo(new Swap.Moved(3, Duration.ofMillis(2)));
        assertThat(versions()).containsExactly("2.0.0");
        assertThat(old.getState()).isEqualTo(Bundle.UNINSTALLED);
    }

    @Test
    void shouldTakeWhatTheNewVersionServesBesides() throws Exception {
        stagedByNext.add("demo~three");

        swap("2.0", () -> {});

        assertThat(events).containsExactly("hand over [demo~one, demo~three, demo~two]");
    }

    @Test
    void shouldWithdrawTheNewVersionWhenTheTransportAbandons() throws Exception {
        refusal = "work in flight did not end in time; try again, or with force; the old side goes on";

        assertStays("did not take over, because work in flight did not end in time; try again, or with force;"
                + " 1.0.0 goes on serving.");
        assertThat(events).containsExactly("record", "hand over [demo~one, demo~two]", "withdraw [demo~one, demo~two]");
    }

    @Test
    void shouldNotHandOverWhenAComponentFails() throws Exception {
        stagedByNext.remove(TWO);
        failure = "its component a.Thing failed: port 1 is taken";

        assertStays("did not take over, because its component a.Thing failed: port 1 is taken; 1.0.0 goes on serving.");
        assertThat(events).containsExactly("withdraw [demo~one]");
    }

    @Test
    void shouldNotHandOverAPartOfTheGroups() throws Exception {
        stagedByNext.remove(TWO);

        assertStays("did not take over, because it does not take demo~two, which the present one serves;"
                + " 1.0.0 goes on serving.");
        wants = "its component a.Thing waits for the service a.Store";
        assertStays("did not take over, because its component a.Thing waits for the service a.Store;"
                + " 1.0.0 goes on serving.");
    }

    @Test
    void shouldStayWhenTheInstallSetCannotBeWritten() throws Exception {
        assertThatThrownBy(() -> swap("2.0", () -> {
                    throw new IOException("no space left");
                }))
                .hasMessage("did not take over, because the install set cannot be written (no space left); 1.0.0 goes"
                        + " on serving.");
        assertThat(versions()).containsExactly("1.0.0");
    }

    @Test
    void shouldFindALocationForAJarWhoseOwnIsTaken() throws Exception {
        Path jar = home.resolve("old.jar");

        assertThat(Jars.freeLocation(framework.getBundleContext(), jar))
                .isEqualTo("reference:file:" + home + "/./old.jar");
    }

    private void assertStays(String message) throws Exception {
        assertThatThrownBy(() -> swap("2.0", () -> events.add("record"))).hasMessage(message);
        assertThat(versions()).containsExactly("1.0.0");
        assertThat(old.getState()).isEqualTo(Bundle.ACTIVE);
    }

    private Swap.Moved swap(String version, Replacement.Recording recording) throws Exception {
        Path jar = home.resolve(version + ".jar");
        Files.deleteIfExists(jar);
        Candidate candidate = new Candidate("demo", version, "0", new TinyJar("demo", version).write(jar));
        Parts parts = TestParts.of(new TreeMap<>());
        return new LiveHandOver(
                        framework.getBundleContext(),
                        new Groups(new Obedient(), new View()),
                        new Known(),
                        parts,
                        new Retirement(
                                framework.getBundleContext(), new LeakWatch(Clock.systemUTC(), System::nanoTime)))
                .swap(new Replacement(
                        old,
                        candidate,
                        Optional.empty(),
                        new Terms(Duration.ofSeconds(5), Duration.ofSeconds(1), false),
                        recording));
    }

    private List<String> versions() {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(each -> "demo".equals(each.getSymbolicName()))
                .map(each -> each.getVersion().toString())
                .toList();
    }

    private final class Known implements Components {
        @Override
        public String failure(Bundle bundle) {
            return bundle == old ? "" : failure;
        }

        @Override
        public String wants(Bundle bundle) {
            return wants;
        }

        @Override
        public Set<String> pids(Bundle bundle) {
            return bundle == old ? Set.of(ONE, TWO, "demo.settings") : stagedByNext;
        }
    }

    private final class Obedient implements HandOver {
        private boolean moved;

        @Override
        public List<String> staged() {
            return moved ? List.of() : List.copyOf(stagedByNext);
        }

        @Override
        public void withdraw(Collection<String> groups) {
            events.add("withdraw " + groups);
        }

        @Override
        public Outcome handOver(Collection<String> groups, Duration limit, boolean force) {
            events.add("hand over " + groups);
            moved = refusal.isEmpty();
            return new Outcome(moved, refusal, 3, Duration.ofMillis(2));
        }
    }

    private static final class View implements TransportView {
        @Override
        public List<PortEntry> ports() {
            return List.of();
        }

        @Override
        public List<EndpointEntry> endpoints() {
            return List.of(entry(ONE, "serving"), entry(TWO, "paused"), entry("demo.settings", "parked"));
        }

        private static EndpointEntry entry(String group, String state) {
            return new EndpointEntry(group, "main", EndpointSpec.Kind.LISTENER, Optional.empty(), state, 0, 0, 0, 0, 0);
        }

        @Override
        public List<ConnectionEntry> connections(int limit) {
            return List.of();
        }

        @Override
        public boolean close(long connectionId) {
            return false;
        }
    }
}
