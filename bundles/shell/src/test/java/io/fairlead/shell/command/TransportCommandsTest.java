package io.fairlead.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.TransportView;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportCommandsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final InetSocketAddress MAIN = address(new byte[] {127, 0, 0, 1}, 45033);

    private final List<Long> closed = new ArrayList<>();
    private final TransportCommands commands =
            new TransportCommands(List.of(new View()), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldShowThePortLedgerInAHundredColumns() {
        assertThat(commands.ports(new String[0])).isEqualTo("""
                        GOT                  WANTED                  WHO                   WHY
                        tcp 127.0.0.1:45033  45032 or the next free  imu~demo/reconnect.1  reconnection port of process 1;
                                                                                           45032 was skipped: it belongs to
                                                                                           another process
                        udp nothing          9000                    rmif/data             data
                        """);
        assertThat(commands.ports(new String[0]).lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void shouldShowEndpointsWithTheirCounters() {
        assertThat(commands.endpoints(new String[0])).isEqualTo("""
                        ENDPOINT       KIND      ADDRESS          STATE   OPEN  ACCEPTED  REFUSED  READ     WRITTEN
                        imu~demo/main  listener  127.0.0.1:45033  parked  2     17        3        1.5 KiB  2.0 GiB
                        """);
    }

    @Test
    void shouldShowConnections() {
        assertThat(commands.connections(new String[] {"5"}).lines())
                .containsExactly(
                        "ID  ENDPOINT       PEER                    STATE    AGE        READ  WRITTEN  TLS",
                        "5   imu~demo/main  [0:0:0:0:0:0:0:1]:1024  serving  1 h 1 min  7 B   0 B      -");
    }

    @Test
    void shouldCloseAConnection() {
        assertThat(commands.close(new String[] {"5"})).isEqualTo("Connection 5 is closed.\n");
        assertThatThrownBy(() -> commands.close(new String[] {"6"}))
                .hasMessage("There is no connection 6; fairlead:connections shows those that are open.");
        assertThat(closed).containsExactly(5L, 6L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"five", "-5", "0", "99999999999999999999"})
    void shouldRefuseWhatIsNoNumber(String word) {
        assertThatThrownBy(() -> commands.close(new String[] {word}))
                .hasMessage("\"" + word + "\" is not the number of a connection; write a number from 1.");
    }

    private static InetSocketAddress address(byte[] bytes, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address", e);
        }
    }

    private final class View implements TransportView {
        @Override
        public List<PortEntry> ports() {
            return List.of(
                    new PortEntry(
                            "io.fairlead.imu~demo",
                            "reconnect.1",
                            "tcp",
                            "45032 or the next free",
                            Optional.of(MAIN),
                            "reconnection port of process 1",
                            "45032 was skipped: it belongs to another process"),
                    new PortEntry("io.fairlead.rmif", "data", "udp", "9000", Optional.empty(), "data", ""));
        }

        @Override
        public List<EndpointEntry> endpoints() {
            return List.of(new EndpointEntry(
                    "io.fairlead.imu~demo",
                    "main",
                    EndpointSpec.Kind.LISTENER,
                    Optional.of(MAIN),
                    "parked",
                    2,
                    17,
                    3,
                    1536,
                    2L << 30));
        }

        @Override
        public List<ConnectionEntry> connections(int limit) {
            return List.of(new ConnectionEntry(
                    limit,
                    "io.fairlead.imu~demo/main",
                    address(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 1024),
                    NOW.minusSeconds(3661),
                    "serving",
                    7,
                    0,
                    Optional.empty()));
        }

        @Override
        public boolean close(long connectionId) {
            closed.add(connectionId);
            return connectionId == 5;
        }
    }
}
