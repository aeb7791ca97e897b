package io.fairlead.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.dispatcher.testing.EchoServer;
import io.fairlead.dispatcher.testing.Site;
import io.fairlead.dispatcher.testing.Wire;
import io.fairlead.transport.HandOver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The firewall daemon, with the bytes of real clients. */
@Timeout(60)
class FirewallTest {
    private static final String HOST = "127.0.8.2";
    private static final String OUTSIDE = "127.0.99.2";
    private static final String REFUSAL = new String(
            HexFormat.of()
                    .parseHex("4e434249204669726577616c6c204461656d6f6e3a2020496e76616c6964207469636b65742e20436f6e6e65"
                            + "6374696f6e20636c6f7365642e0a"),
            StandardCharsets.US_ASCII);
    private static final String[] SETTINGS = {
        "firewall-ports", "5860-5862", "relay-ports", "4444-4446", "inside", "127.0.8.0/24", "refusal-delay", "100ms"
    };

    @TempDir
    Path home;

    private EchoServer echo;
    private EchoServer other;
    private DispatcherRig rig;

    @BeforeEach
    void start() throws IOException {
        echo = new EchoServer("127.0.0.1");
        other = new EchoServer("127.0.0.1", (in, out) -> {
            out.write("other\n".getBytes(StandardCharsets.US_ASCII));
            in.transferTo(out);
        });
        rig = new DispatcherRig(home, HOST)
                .start("""
                        fw STANDALONE 127.0.0.1:%d L=no S=yes R=1000
                        two STANDALONE 127.0.0.1:%d L=no R=1000
                        two STANDALONE 127.0.0.1:%d L=no R=1
                        web HTTP 127.0.0.1:9 /x L=no
                        tls STANDALONE 127.0.0.1:%d L=no $=yes
                        """.formatted(echo.port(), echo.port(), other.port(), echo.port()), SETTINGS);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
        echo.close();
        other.close();
    }

    private static String request(String service, String more) {
        return """
                GET /Service/dispd.cgi?service=%s&address=localhost(127.0.0.1)&platform=x86_64-unknown-linux-gnu&testarg=val HTTP/1.0
                Host: 127.0.0.1:18443
                Client-Revision: 7.0
                Accepted-Server-Types: FIREWALL
                %sClient-Mode: STATEFUL_CAPABLE
                User-Agent: NCBIServiceConnector/1.2 (CXX Toolkit) NCBIHttpConnector (CXX Toolkit)
                Referer: https://127.0.0.1:18443/Service/dispd.cgi?testarg=val&service=none&platform=none&address=2010
                Connection: keep-alive

                """.formatted(service, more);
    }

    private String[] ticket(String service, String more) throws IOException {
        Wire.Response response = rig.ask(request(service, more));
        assertThat(response.status()).as(response.head()).isEqualTo(200);
        String info = response.field("Connection-Info").orElseThrow();
        assertThat(info).matches("127\\.0\\.8\\.2 [0-9]+ [0-9A-F]{8}\\$?");
        return info.split(" ", -1);
    }

    private static Wire open(String[] ticket) throws IOException {
        return Wire.from(HOST, ticket[0], Integer.parseInt(ticket[1]));
    }

    @Test
    void shouldJoinTheClientToItsServerByTicket() throws IOException {
        String[] ticket = ticket("fw", """
                NCBI-Firewall-Ports: 4445 4451
                Used-Server-Info: FIREWALL 127.0.0.1:%d STANDALONE L=no R=1200.00 S=yes T=1795324017
                """.formatted(echo.port()));
        assertThat(ticket[1]).isEqualTo("4445");
        try (Wire wire = open(ticket)) {
            wire.ticket(ticket[2]).send("hello\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(wire.read(6)).isEqualTo("hello\n");
            wire.socket().shutdownOutput();
            assertThat(wire.readAll()).isEmpty();
        }
    }

    @Test
    void shouldTakeTheTicketInPiecesAndWhatFollowsInTheSameSegment() throws IOException {
        String[] ticket = ticket("fw", "");
        byte[] bytes = HexFormat.of().parseHex(ticket[2]);
        try (Wire wire = open(ticket)) {
            wire.send(bytes[0]).send(bytes[1]).send(bytes[2], bytes[3], (byte) 'a', (byte) 'b');
            assertThat(wire.read(2)).isEqualTo("ab");
        }
    }

    @Test
    void shouldServeTheClientOf2012ThatSkipsItsOwnServer() throws IOException {
        Wire.Response response = rig.ask("""
                GET /Service/dispd.cgi?service=fw&address=localhost(127.0.0.1)&platform=LINUX&testarg=val HTTP/1.0
                Client-Revision: 6.260
                Accepted-Server-Types: FIREWALL
                Client-Mode: STATEFUL_CAPABLE
                Skip-Info-1: STANDALONE 127.0.0.1:%d Regular B=0.00 L=no R=1200.00 S=no T=1795325114
                User-Agent: NCBIServiceConnector/1.1 (C Toolkit) NCBIHttpConnector (C Toolkit)
                Host: 127.0.0.1:18080

                """.formatted(echo.port()));
        String[] ticket = response.field("Connection-Info").orElseThrow().split(" ", -1);
        try (Wire wire = open(ticket)) {
            assertThat(wire.ticket(ticket[2]).send((byte) 'x').read(1)).isEqualTo("x");
        }
    }

    @Test
    void shouldConnectToTheServerThatTheClientIsAboutToUse() throws IOException {
        String[] ticket = ticket(
                "two", "Used-Server-Info: FIREWALL 127.0.0.1:%d STANDALONE L=no R=1.20\n".formatted(other.port()));
        try (Wire wire = open(ticket)) {
            assertThat(wire.ticket(ticket[2]).read(6)).isEqualTo("other\n");
        }
    }

    @Test
    void shouldNeverConnectToAServerThatIsNotRegistered() throws IOException {
        for (String server : List.of(
                "FIREWALL 169.254.169.254:80 STANDALONE",
                "STANDALONE 127.0.0.1:22",
                "FIREWALL 127.0.0.1:" + rig.port("http") + " STANDALONE",
                "NCBID 127.0.0.1:80 ''")) {
            Wire.Response response = rig.ask(request("fw", "Used-Server-Info: " + server + "\n"));
            assertThat(response.status()).as(server).isEqualTo(404);
            assertThat(response.field("Connection-Info")).isEmpty();
            assertThat(response.field("Dispatcher-Failures")).contains("Used-Server-Info is no server of this service");
        }
        assertThat(rig.server().work().counters().foreignServers.sum()).isEqualTo(4);
    }

    private String refusal(Wire wire) throws IOException {
        try (wire) {
            return wire.readAll();
        }
    }

    @Test
    void shouldRefuseEverythingElseWithTheSameText() throws IOException {
        assertThat(REFUSAL).isEqualTo("NCBI Firewall Daemon:  Invalid ticket. Connection closed.\n");
        String[] ticket = ticket("fw", "");
        int port = Integer.parseInt(ticket[1]);
        assertThat(refusal(Wire.from(OUTSIDE, HOST, port).ticket(ticket[2])))
                .as("from another address")
                .isEqualTo(REFUSAL);
        try (Wire wire = open(ticket)) {
            assertThat(wire.ticket(ticket[2]).send((byte) 'x').read(1)).isEqualTo("x");
        }
        assertThat(refusal(open(ticket).ticket(ticket[2]))).as("used before").isEqualTo(REFUSAL);
        assertThat(refusal(open(ticket).ticket("12345678"))).as("guessed").isEqualTo(REFUSAL);
        assertThat(refusal(open(ticket).ticket("00000000"))).as("zero").isEqualTo(REFUSAL);
        assertThat(refusal(open(ticket).lines("test\n"))).as("telnet").isEqualTo(REFUSAL);
        assertThat(refusal(open(ticket).send((byte) '\n')))
                .as("the check script")
                .isEqualTo(REFUSAL);
        Wire halfClosed = open(ticket).send((byte) 1, (byte) 2);
        halfClosed.socket().shutdownOutput();
        assertThat(refusal(halfClosed)).as("the end of the stream").isEqualTo(REFUSAL);
        byte[] flood = new byte[300_000];
        new Random(1).nextBytes(flood);
        assertThat(refusal(open(ticket).send(flood)))
                .as("text before a clean end")
                .isEqualTo(REFUSAL);
    }

    @Test
    void shouldAnswerTheCheckScriptWithinItsSecond() throws IOException {
        long began = System.nanoTime();
        try (Wire wire = new Wire(HOST, 5861)) {
            wire.socket().setSoTimeout(1000);
            assertThat(wire.send((byte) '\n').read(58)).isEqualTo(REFUSAL);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(90), Duration.ofSeconds(1));
    }

    @Test
    void shouldRefuseAnExpiredTicketAndASilentClient() throws IOException {
        String[] quick = Stream.concat(
                        Arrays.stream(SETTINGS), Stream.of("ticket-life", "50ms", "ticket-timeout", "300ms"))
                .toArray(String[]::new);
        rig.server().modified(Site.settings(quick));
        String[] ticket = ticket("fw", "");
        await().until(() -> rig.server()
                .work()
                .tickets()
                .unused(rig.server().clock().millis())
                .isEmpty());
        assertThat(refusal(open(ticket).ticket(ticket[2]))).isEqualTo(REFUSAL);
        assertThat(refusal(open(ticket))).as("silence").isEqualTo(REFUSAL);
        assertThat(rig.server().work().tickets().figures().expired()).isEqualTo(1);
    }

    @Test
    void shouldGiveNothingToAnAddressThatHasGuessedTooOften() throws IOException {
        String[] good = ticket("fw", "");
        for (int i = 0; i < 20; i++) {
            assertThat(refusal(open(good).ticket("0000000" + i % 10))).isEqualTo(REFUSAL);
        }
        assertThat(refusal(open(good).ticket(good[2])))
                .as("a good one, too late")
                .isEqualTo(REFUSAL);
        Wire.Response elsewhere = rig.askFrom("127.0.8.77", request("fw", ""));
        String[] ticket = elsewhere.field("Connection-Info").orElseThrow().split(" ", -1);
        try (Wire wire = Wire.from("127.0.8.77", HOST, Integer.parseInt(ticket[1]))) {
            assertThat(wire.ticket(ticket[2]).send((byte) 'x').read(1))
                    .as("others are not affected")
                    .isEqualTo("x");
        }
    }

    @Test
    void shouldLimitTheUnusedTicketsOfAnAddress() throws IOException {
        rig.server()
                .modified(Site.settings(
                        "firewall-ports", "5860-5862", "max-tickets-per-address", "3", "inside", "127.0.8.0/24"));
        for (int i = 0; i < 3; i++) {
            ticket("fw", "");
        }
        Wire.Response response = rig.ask(request("fw", ""));
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.field("Dispatcher-Failures"))
                .contains("There are 3 unused tickets of 127.0.8.2; use them, or wait 30 s");
    }

    private Set<String> ports(String more, boolean firewall) throws IOException {
        Set<String> ports = new TreeSet<>();
        for (int i = 0; i < 6; i++) {
            String request = request("fw", more);
            Wire.Response response =
                    rig.ask(firewall ? request : request.replace("Accepted-Server-Types: FIREWALL\n", ""));
            ports.add(response.field("Connection-Info")
                    .map(info -> info.split(" ", -1)[1])
                    .orElseGet(() -> response.field("NCBI-Message").orElse("none")));
        }
        return ports;
    }

    @Test
    void shouldSendClientsToThePortsThatTheyCanReach() throws IOException {
        assertThat(ports("", true)).containsExactly("5860", "5861", "5862");
        assertThat(ports("", false)).as("unaware of the firewall").containsExactly("4444", "4445", "4446");
        assertThat(ports("NCBI-Firewall-Ports: 0\n", true)).containsExactly("5860", "5861", "5862");
        assertThat(ports("NCBI-Firewall-Ports: 4446 5862 22\n", true)).containsExactly("4446", "5862");
        assertThat(ports("NCBI-Firewall-Ports: 22 443\n", true))
                .containsExactly("None of the firewall ports that you can reach is served here: [22, 443];"
                        + " please let ports 5860-5862 through");
        String failed = "Skip-Info-1: FIREWALL 127.0.0.1:" + echo.port() + " STANDALONE L=no R=1200.00 S=yes\n";
        Wire.Response again = rig.ask(request("fw", failed));
        assertThat(again.field("NCBI-Message"))
                .contains("Please make sure your firewall does not block ports 5860-5862 bound for 127.0.8.2");
        rig.server()
                .modified(Site.settings(
                        "firewall-ports", "5860-5862", "fallback-ports", "7022,7443", "inside", "127.0.8.0/24"));
        assertThat(ports("", true)).containsExactly("5860", "5861", "5862");
        assertThat(ports(failed, true)).containsExactly("7022", "7443");
    }

    @Test
    void shouldTellAClientToTryStatelessWhereThereIsNoStatefulWay() throws IOException {
        assertThat(rig.ask(request("web", "")).field("Connection-Info")).contains("TRY_STATELESS");
    }

    @Test
    void shouldStartTlsBehindATicketForTheCxxToolkitAlone() throws IOException {
        assertThat(ticket("tls", "")[2]).endsWith("$");
        Wire.Response refused = rig.ask(request("tls", "").replace("CXX Toolkit", "C Toolkit"));
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.field("Connection-Info")).isEmpty();
    }

    @Test
    void shouldCloseWhereTheServerIsDead() throws IOException {
        String[] ticket = ticket("fw", "");
        echo.close();
        try (Wire wire = open(ticket)) {
            assertThat(wire.ticket(ticket[2]).readAll()).isEmpty();
        }
        assertThat(rig.server().work().counters().connectFailures.sum()).isEqualTo(1);
    }

    @Test
    void shouldKeepTicketsAndJoinedConnectionsThroughASwap() throws IOException {
        String[] joined = ticket("fw", "");
        String[] unused = ticket("fw", "");
        try (Wire before = open(joined);
                Wire half = open(unused)) {
            assertThat(before.ticket(joined[2]).send((byte) 'a').read(1)).isEqualTo("a");
            byte[] bytes = HexFormat.of().parseHex(unused[2]);
            half.send(bytes[0], bytes[1]);

            DispatcherServer next = rig.newServer(SETTINGS);
            HandOver.Outcome outcome = rig.live()
                    .transport()
                    .handOver(List.of("io.fairlead.dispatcher~live"), Duration.ofSeconds(5), false);
            assertThat(outcome.reason()).isEmpty();

            assertThat(before.send((byte) 'b').read(1)).isEqualTo("b");
            half.send(bytes[2], bytes[3], (byte) 'c');
            assertThat(half.read(1)).isEqualTo("c");
            assertThat(next.work().tickets().figures().used()).isEqualTo(1);
            next.deactivate(4);
        }
    }

    @Test
    void shouldRelayMegabytesBothWaysWhileItIsReplaced() throws Exception {
        byte[] bytes = new byte[24 << 20];
        new Random(23).nextBytes(bytes);
        String[] ticket = ticket("fw", "");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        List<DispatcherServer> replaced = new ArrayList<>();
        try (Wire wire = open(ticket)) {
            wire.ticket(ticket[2]);
            Future<?> sent = thread.submit(() -> {
                wire.send(bytes);
                wire.socket().shutdownOutput();
                return true;
            });
            InputStream in = wire.socket().getInputStream();
            byte[] back = new byte[bytes.length];
            for (int part = 0; part < 4; part++) {
                assertThat(in.readNBytes(back, part * (bytes.length / 4), bytes.length / 4))
                        .isEqualTo(bytes.length / 4);
                replaced.add(rig.newServer(SETTINGS));
                HandOver.Outcome outcome = rig.live()
                        .transport()
                        .handOver(List.of("io.fairlead.dispatcher~live"), Duration.ofSeconds(5), false);
                assertThat(outcome.reason()).isEmpty();
            }
            sent.get(10, TimeUnit.SECONDS);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(Arrays.equals(back, bytes)).isTrue();
        } finally {
            thread.shutdownNow();
            replaced.forEach(each -> each.deactivate(4));
        }
    }

    @Test
    void shouldRelayManyTicketsAtOnceWithoutChangingAByte() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int seed : IntStream.range(0, 200).toArray()) {
                all.add(threads.submit(exchange(seed)));
            }
            for (Future<Boolean> each : all) {
                assertThat(each.get(30, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(rig.server().work().counters().joined.sum()).isEqualTo(200);
        await().until(() -> rig.server().work().relays() == 0);
    }

    private Callable<Boolean> exchange(int seed) {
        return () -> {
            String[] ticket = ticket("fw", "");
            byte[] bytes = new byte[20_000];
            new Random(seed).nextBytes(bytes);
            try (Wire wire = open(ticket)) {
                wire.ticket(ticket[2]).send(bytes);
                wire.socket().shutdownOutput();
                return wire.readAll().equals(new String(bytes, StandardCharsets.ISO_8859_1));
            }
        };
    }

    @Test
    void shouldTakeATicketThroughAProxyWhereAddressesAreNotBound() throws IOException {
        String[] settings = Stream.concat(Arrays.stream(SETTINGS), Stream.of("ticket-address", "off"))
                .toArray(String[]::new);
        rig.server().modified(Site.settings(settings));
        String[] ticket = ticket("fw", "");
        try (EchoServer proxy = new EchoServer("127.0.0.1", FirewallTest::tunnel);
                Wire wire = new Wire("127.0.0.1", proxy.port())) {
            wire.lines("CONNECT %s:%s HTTP/1.0\n\n".formatted(ticket[0], ticket[1]));
            assertThat(wire.readHead()).startsWith("HTTP/1.0 200");
            assertThat(wire.ticket(ticket[2]).send((byte) 'x').read(1)).isEqualTo("x");
        }
    }

    /** A proxy that makes the tunnel that it is asked for. */
    private static void tunnel(InputStream in, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        String[] target = head.toString().split(" ", -1)[1].split(":", -1);
        try (Wire server = Wire.from("127.0.8.99", target[0], Integer.parseInt(target[1]))) {
            out.write("HTTP/1.0 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread back = new Thread(() -> {
                try {
                    server.socket().getInputStream().transferTo(out);
                } catch (IOException ended) {
                    // The client has what it wanted.
                }
            });
            back.start();
            in.transferTo(server.socket().getOutputStream());
        }
    }

    @Test
    void shouldShowWhetherItsPortsAnswer() throws IOException {
        Wire.Response page = rig.ask("GET /check HTTP/1.0\n\n");
        assertThat(page.body().lines().skip(1))
                .containsExactly(
                        "127.0.8.2:5860\tOK",
                        "127.0.8.2:5861\tOK",
                        "127.0.8.2:5862\tOK",
                        "127.0.8.2:4444\tOK",
                        "127.0.8.2:4445\tOK",
                        "127.0.8.2:4446\tOK");
    }

    @Test
    void shouldWantAnAddressForClientsWhereItIsBoundToAll() {
        assertThatThrownBy(() -> rig.newServer("firewall.host", "0.0.0.0"))
                .hasMessageContaining("advertise-address")
                .hasMessageContaining("is missing while the firewall ports are bound to every address");
    }
}
