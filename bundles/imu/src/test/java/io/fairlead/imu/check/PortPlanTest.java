package io.fairlead.imu.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.settings.ImuSettings;
import io.fairlead.imu.settings.ImuSettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.TransportView.PortEntry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The port examples of the IMu API's FAQ, as the network team gets them, and what can stand in their way. */
class PortPlanTest {
    private static PortPlan plan(String server, String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        SettingsReader in = new SettingsReader(properties);
        ImuSettings parsed = new ImuSettingsParser(Path.of("/nowhere")).parse(in);
        assertThat(in.problems()).isEmpty();
        return PortPlan.of(server, parsed);
    }

    private static List<String> lines(PortPlan plan, PortEntry... ledger) {
        return new PortCheck(List.of(plan), List.of(ledger), Optional.empty()).lines(plan);
    }

    private static PortEntry port(String group, String role, int port) {
        return new PortEntry(
                group, role, "tcp", String.valueOf(port), Optional.of(new InetSocketAddress(port)), "because", "");
    }

    @Test
    void portExample1OfTheFaq() {
        assertThat(lines(plan("a", "main-port", "40032", "process-count", "3")))
                .containsExactly(
                        "holes in the firewall: 4",
                        "  40032  the main port, used by all processes",
                        "  45032  the reconnection port of process 1",
                        "  45033  the reconnection port of process 2",
                        "  45034  the reconnection port of process 3",
                        "  no hole: 50032, the admin port, for this machine only");
    }

    @Test
    void portExample2OfTheFaq() {
        assertThat(lines(plan("a", "main-port", "40032", "admin-port", "0")))
                .containsExactly(
                        "holes in the firewall: 2",
                        "  40032  the main port, used by all processes",
                        "  45032  the reconnection port of process 1");
    }

    @Test
    void portExample3OfTheFaq() {
        PortPlan plan = plan("a", "process-count", "5", "main-port", "33000", "reconnect-port", "33001");

        assertThat(plan.holes(port -> false)).containsExactly(33000, 33001, 33002, 33003, 33004, 33005);
    }

    @Test
    void shouldTellTheFaqsLastWarningThatAnIndependentProgramMovesTheLastPort() {
        PortPlan plan = plan(
                "a",
                "process-count",
                "5",
                "main-port",
                "33000",
                "reconnect-port",
                "33001",
                "firewall-holes",
                "33000-33005");

        assertThat(plan.holes(port -> port == 33002)).containsExactly(33000, 33001, 33003, 33004, 33005, 33006);
        assertThat(lines(plan, port("other", "main", 33002)))
                .contains(
                        "! reconnection port 33002 is taken by other/main, the next is used instead; set reconnect-port"
                                + " so that the range is free",
                        "! port 33006 lies outside firewall-holes 33000-33005: clients beyond the firewall cannot come"
                                + " back to it; add the hole");
    }

    @Test
    void shouldNotMindThePortsThatTheServerItselfHas() {
        PortPlan plan = plan("a", "main-port", "40032");

        assertThat(lines(plan, port("a", "main", 40032), port("a", "reconnect.1", 45032)))
                .noneMatch(line -> line.startsWith("!"));
    }

    @Test
    void shouldCompareTheServersOfThePlatform() {
        PortPlan first = plan("a", "main-port", "40000", "process-count", "3");
        PortPlan second = plan("b", "main-port", "40100", "reconnect-port", "45001", "process-count", "3");

        assertThat(new PortCheck(List.of(first, second), List.of(), Optional.empty()).lines(first))
                .contains("! wants the same ports as b: 45001, 45002; which of them gets which depends on the order of"
                        + " their start; move reconnect-port");
    }

    @Test
    void shouldWarnOfOutgoingConnectionsOnlyWhereHolesAreDeclared() {
        Optional<PortRange> ephemeral = Optional.of(new PortRange(32768, 60999));
        PortPlan silent = plan("a", "main-port", "30000", "reconnect-port", "45000");
        PortPlan declared = plan("a", "main-port", "30000", "reconnect-port", "45000", "firewall-holes", "30000,45000");

        assertThat(new PortCheck(List.of(), List.of(), ephemeral).lines(silent))
                .noneMatch(line -> line.startsWith("!"));
        assertThat(new PortCheck(List.of(), List.of(), ephemeral).lines(declared))
                .contains("! outgoing connections of this machine may take 45000; reserve them:"
                        + " sysctl -w net.ipv4.ip_local_reserved_ports=45000");
    }

    @Test
    void shouldSayWhoHasTheMainPort() {
        assertThat(lines(plan("a", "main-port", "40032"), port("b", "gate", 40032)))
                .contains("! main-port 40032 is taken by b/gate; give one of them another port");
    }
}
