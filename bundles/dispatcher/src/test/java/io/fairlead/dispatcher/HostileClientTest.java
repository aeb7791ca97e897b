package io.fairlead.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.dispatcher.testing.EchoServer;
import io.fairlead.dispatcher.testing.Site;
import io.fairlead.dispatcher.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a hostile client tries: it is refused and counted, and nobody else is affected. */
@Timeout(60)
class HostileClientTest {
    private static final String HOST = "127.0.8.7";
    private static final String FRIEND = "127.0.8.70";

    @TempDir
    Path home;

    private EchoServer echo;
    private DispatcherRig rig;

    @BeforeEach
    void start() throws IOException {
        echo = new EchoServer("127.0.0.1");
        rig = new DispatcherRig(home, HOST)
                .start(
                        "fw STANDALONE 127.0.0.1:%d L=no\n".formatted(echo.port()),
                        "firewall-ports",
                        "5860",
                        "refusal-delay",
                        "50ms",
                        "ticket-timeout",
                        "1s");
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
        echo.close();
    }

    private void friendIsServed() throws IOException {
        String request = Site.lookUp("fw", "").replace("Dispatch-Mode: INFORMATION_ONLY\n", "");
        String[] ticket = rig.askFrom(FRIEND, request)
                .field("Connection-Info")
                .orElseThrow()
                .split(" ", -1);
        try (Wire wire = Wire.from(FRIEND, ticket[0], Integer.parseInt(ticket[1]))) {
            assertThat(wire.ticket(ticket[2]).send((byte) 'x').read(1)).isEqualTo("x");
        }
    }

    @Test
    void shouldBoundRequestsBeforeItReadsThem() throws IOException {
        String flood = IntStream.range(0, 500)
                .mapToObj(i -> "Skip-Info-" + i + ": STANDALONE 127.0.0.1:" + (i + 1) + "\n")
                .collect(Collectors.joining());
        assertThat(rig.ask(Site.lookUp("fw", flood)).status()).isEqualTo(431);
        assertThat(rig.ask(Site.lookUp("x".repeat(300), "")).status()).isEqualTo(400);
        assertThat(rig.ask(Site.lookUp("x".repeat(100_000), "")).status()).isIn(400, 414, 431);
        assertThat(rig.ask(Site.lookUp("fw", "Affinity: " + "a".repeat(60_000) + "\n"))
                        .status())
                .isEqualTo(431);
        friendIsServed();
    }

    @Test
    void shouldNotLetAnybodyWriteHeaderFieldsOrLogLines() throws IOException {
        Wire.Response smuggled = rig.ask(Site.lookUp("a%0d%0aServer-Info-1:%20STANDALONE%201.2.3.4:5", ""));
        assertThat(smuggled.status()).isEqualTo(400);
        assertThat(smuggled.fields("Server-Info")).isEmpty();
        Wire.Response echoed = rig.ask(Site.lookUp("fw", "NCBI-SID: " + "s".repeat(5_000) + "\n"));
        assertThat(echoed.status()).isEqualTo(200);
        assertThat(echoed.field("NCBI-SID")).isEmpty();
        friendIsServed();
    }

    @Test
    void shouldNotBeSlowedDownByAMaskThatMatchesInManyWays() throws IOException {
        long began = System.nanoTime();
        assertThat(rig.ask(Site.lookUp("*f*w*".repeat(40) + "z", "")).status()).isEqualTo(404);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void shouldHoldTicketsBackFromGuessersAtFullSpeed() throws IOException {
        Random random = new Random(17);
        List<Wire> guessers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            guessers.add(Wire.from(HOST, HOST, 5860).ticket(String.format("%08X", random.nextInt())));
        }
        friendIsServed();
        for (Wire guesser : guessers) {
            try (guesser) {
                assertThat(guesser.readAll()).isEqualTo("NCBI Firewall Daemon:  Invalid ticket. Connection closed.\n");
            }
        }
        assertThat(rig.server().work().tickets().figures().refused()).isEqualTo(300);
        assertThat(echo.clients()).as("connections to the server").hasSize(1);
    }

    @Test
    void shouldServeOthersWhileSlowClientsSayNothing() throws IOException {
        List<Wire> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            slow.add(Wire.from(HOST, HOST, 5860).send((byte) i));
            slow.add(Wire.from(HOST, HOST, rig.port("http")).lines("GET /Service/dispd.cgi?service=fw HTTP/1.0\nHost"));
        }
        friendIsServed();
        assertThat(slow.get(0).readAll()).startsWith("NCBI Firewall Daemon:");
        for (Wire each : slow) {
            each.close();
        }
    }
}
