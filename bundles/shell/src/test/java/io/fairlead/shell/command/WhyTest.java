package io.fairlead.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.platform.health.Finding;
import io.fairlead.platform.health.Parts.Report;
import io.fairlead.platform.health.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

class WhyTest {
    private static final String IMU = "io.fairlead.imu~demo";
    private static final String TRANSPORT = "io.fairlead.transport.Transport";

    private final List<Report> reports = new ArrayList<>();
    private final List<Facts.Described> components = new ArrayList<>();
    private final List<BundleState> bundles = new ArrayList<>();
    private final Set<String> configured = new TreeSet<>();
    private final Set<String> files = new TreeSet<>();

    @Test
    void shouldSayThatAPartRunsAndWhere() {
        report(IMU, Status.UP, "serves", Map.of("main", "tcp 127.0.0.1:40000  (loopback only)"));
        imu(ComponentConfigurationDTO.ACTIVE);

        assertThat(why("imu")).containsExactly(IMU + " runs: it serves main at tcp 127.0.0.1:40000 (loopback only).");
        assertThat(why("demo")).isEqualTo(why(IMU));
    }

    @Test
    void shouldRepeatAWarningOfAPartThatRuns() {
        reports.add(new Report(
                IMU,
                Status.WARN,
                List.of(
                        new Finding("state", Status.UP, "serves"),
                        new Finding("settings", Status.WARN, "etc/io.fairlead.imu-demo.cfg line 3: port = x: no")),
                Map.of()));
        imu(ComponentConfigurationDTO.ACTIVE);

        assertThat(why("imu")).containsExactly(IMU + " runs: etc/io.fairlead.imu-demo.cfg line 3: port = x: no.");
    }

    @Test
    void shouldRepeatWhatAFailedPartSaid() {
        report(IMU, Status.FAILED, "port 40000 is taken by another process; choose another", Map.of());
        imu(ComponentConfigurationDTO.FAILED_ACTIVATION);

        assertThat(why("imu"))
                .containsExactly(IMU + " does not run: port 40000 is taken by another process; choose another.");
    }

    @Test
    void shouldNameTheMissingFileOfSettings() {
        components.add(described("io.fairlead.imu.ImuComponent", "io.fairlead.imu", List.of(), List.of()));
        bundles.add(bundle("io.fairlead.imu", Bundle.ACTIVE));

        assertThat(why("io.fairlead.imu~other"))
                .containsExactly("io.fairlead.imu~other does not run: it waits for its settings, and there is no"
                        + " etc/io.fairlead.imu-other.cfg.");
    }

    @Test
    void shouldSayThatAFileWasNotReadYet() {
        files.add(IMU);
        components.add(described("io.fairlead.imu.ImuComponent", "io.fairlead.imu", List.of(), List.of()));

        assertThat(why("imu"))
                .containsExactly(IMU + " does not run: etc/io.fairlead.imu-demo.cfg is there and has not been read"
                        + " yet; save it again, or look at the log.");
    }

    @Test
    void shouldFollowAMissingServiceToTheEndOfTheChain() {
        imu(ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
        components.add(described(
                "io.fairlead.transport.netty.Sockets", "io.fairlead.transport", List.of(TRANSPORT), List.of()));

        assertThat(why("imu"))
                .containsExactly(IMU + " does not run: it waits for the service " + TRANSPORT
                        + ", which io.fairlead.transport.netty.Sockets would offer, but it waits for its settings, and"
                        + " there is no etc/io.fairlead.transport.cfg, nor one etc/io.fairlead.transport-NAME.cfg.");
    }

    @Test
    void shouldSayThatNobodyOffersAService() {
        imu(ComponentConfigurationDTO.UNSATISFIED_REFERENCE);

        assertThat(why("imu"))
                .containsExactly(IMU + " does not run: it waits for the service " + TRANSPORT
                        + ", which nothing here offers; deploy a bundle that does.");
    }

    @Test
    void shouldNotRunInCircles() {
        ComponentConfigurationDTO one = configuration("a.One", ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
        one.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {unsatisfied("two")};
        ComponentConfigurationDTO two = configuration("a.Two", ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
        two.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {unsatisfied("one")};
        Facts.Described first = described("a.One", "", List.of("one"), List.of(one));
        first.description().references = new ReferenceDTO[] {reference("two", "two")};
        Facts.Described second = described("a.Two", "", List.of("two"), List.of(two));
        second.description().references = new ReferenceDTO[] {reference("one", "one")};
        components.add(first);
        components.add(second);

        assertThat(why("a.One"))
                .containsExactly("a.One does not run: it waits for the service two, which a.Two would offer, but it"
                        + " waits for the service one, which a.One would offer, but it waits, by way of others, for"
                        + " itself.");
    }

    @Test
    void shouldGiveTheInnermostReasonOfAFailedActivation() {
        ComponentConfigurationDTO failed = imu(ComponentConfigurationDTO.FAILED_ACTIVATION);
        failed.failure = """
                java.lang.reflect.InvocationTargetException
                \tat somewhere
                Caused by: io.fairlead.transport.TransportException: port 40000 is taken
                \tat elsewhere
                """;

        assertThat(why("imu")).containsExactly(IMU + " does not run: its activation failed: port 40000 is taken.");
    }

    @Test
    void shouldNameADisabledComponentAndItsCure() {
        ComponentDescriptionDTO description =
                described("a.Thing", "", List.of(), List.of()).description();
        components.add(new Facts.Described(description, false, List.of()));

        assertThat(why("thing"))
                .containsExactly("a.Thing does not run: it is disabled; scr:enable a.Thing enables it.");
    }

    @Test
    void shouldNameWhatABundleLacks() {
        bundles.add(new BundleState(
                7, "io.fairlead.imu", Bundle.INSTALLED, false, List.of("the package a.b from 1.0 and below 2.0")));
        files.add(IMU);

        assertThat(why("imu"))
                .containsExactly(IMU + " does not run: no bundle offers the package a.b from 1.0 and below 2.0; deploy"
                        + " one that does.");
    }

    @Test
    void shouldSayHowAStoppedBundleIsStarted() {
        bundles.add(bundle("com.h2database", Bundle.RESOLVED));

        assertThat(why("h2")).containsExactly("com.h2database does not run: it is stopped; felix:start 7 starts it.");
    }

    @Test
    void shouldSayThatTheBundleOfAFileIsNotThere() {
        files.add("io.fairlead.mui~demo");

        assertThat(why("mui"))
                .containsExactly("io.fairlead.mui~demo does not run: there is no bundle io.fairlead.mui; put its jar"
                        + " into deploy/, or mend the name of etc/io.fairlead.mui-demo.cfg.");
    }

    @Test
    void shouldNameThePartsWhereNothingHasThatName() {
        report(IMU, Status.UP, "serves", Map.of());

        assertThatThrownBy(() -> why("nonsense")).hasMessage("Nothing here is called nonsense; parts are imu~demo.");
    }

    private List<String> why(String name) {
        return new Why(new Facts(reports, components, bundles, configured, files)).sentences(name);
    }

    private void report(String pid, Status status, String sentence, Map<String, String> endpoints) {
        reports.add(new Report(pid, status, List.of(new Finding("state", status, sentence)), endpoints));
    }

    private ComponentConfigurationDTO imu(int state) {
        configured.add(IMU);
        bundles.add(bundle("io.fairlead.imu", Bundle.ACTIVE));
        ComponentConfigurationDTO configuration = configuration("io.fairlead.imu.ImuComponent", state);
        configuration.properties = Map.of("service.pid", IMU);
        configuration.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {unsatisfied("transport")};
        Facts.Described imu =
                described("io.fairlead.imu.ImuComponent", "io.fairlead.imu", List.of(), List.of(configuration));
        imu.description().references = new ReferenceDTO[] {reference("transport", TRANSPORT)};
        components.add(imu);
        return configuration;
    }

    private static BundleState bundle(String name, int state) {
        return new BundleState(7, name, state, false, List.of());
    }

    private static Facts.Described described(
            String name, String pid, List<String> services, List<ComponentConfigurationDTO> configurations) {
        ComponentDescriptionDTO description = new ComponentDescriptionDTO();
        description.name = name;
        description.configurationPid = new String[] {pid.isEmpty() ? name : pid};
        description.configurationPolicy = pid.isEmpty() ? "optional" : "require";
        description.serviceInterfaces = services.toArray(new String[0]);
        description.references = new ReferenceDTO[0];
        return new Facts.Described(description, true, configurations);
    }

    private static ComponentConfigurationDTO configuration(String name, int state) {
        ComponentConfigurationDTO configuration = new ComponentConfigurationDTO();
        configuration.state = state;
        configuration.properties = Map.of("component.name", name);
        configuration.failure = "";
        return configuration;
    }

    private static UnsatisfiedReferenceDTO unsatisfied(String name) {
        UnsatisfiedReferenceDTO reference = new UnsatisfiedReferenceDTO();
        reference.name = name;
        reference.target = "";
        return reference;
    }

    private static ReferenceDTO reference(String name, String service) {
        ReferenceDTO reference = new ReferenceDTO();
        reference.name = name;
        reference.interfaceName = service;
        return reference;
    }
}
