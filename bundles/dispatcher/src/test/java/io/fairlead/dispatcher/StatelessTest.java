package io.fairlead.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.dispatcher.testing.EchoServer;
import io.fairlead.dispatcher.testing.Site;
import io.fairlead.dispatcher.testing.Wire;
import io.fairlead.transport.HandOver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stateless requests and NCBID, with the bytes of real clients. */
@Timeout(60)
class StatelessTest {
    private static final String HOST = "127.0.8.3";
    private static final String PROGRAM = """
            #!/bin/sh
            printf 'ip=%s platform=%s query=%s secret=%s\\n' "$NI_CLIENT_IPADDR" "$NI_CLIENT_PLATFORM" "$QUERY_STRING" "$FAIRLEAD_WORD$HOME"
            printf 'args=%s,%s\\n' "$1" "$2"
            ulimit -t
            cat
            """;

    @TempDir
    Path home;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private EchoServer echo;
    private EchoServer web;
    private DispatcherRig rig;
    private int dead;

    @BeforeEach
    void start() throws IOException {
        echo = new EchoServer("127.0.0.1");
        web = new EchoServer("127.0.0.1", this::answer);
        EchoServer gone = new EchoServer("127.0.0.1");
        dead = gone.port();
        gone.close();
        Path program = home.resolve("filter");
        Files.writeString(program, PROGRAM);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        rig = new DispatcherRig(home, HOST)
                .start(
                        """
                        sless STANDALONE 127.0.0.1:%d L=no
                        some STANDALONE 127.0.0.1:%d L=no R=1000
                        some STANDALONE 127.0.0.1:%d L=no R=0.002
                        none STANDALONE 127.0.0.1:%d L=no
                        web HTTP_POST 127.0.0.1:%d /echo?fixed=1 C=x-ncbi-data/x-asn-binary L=no
                        get HTTP_GET 127.0.0.1:%d /echo L=no
                        ncbid NCBID '' L=no | ./filter "two words" last
                        broken NCBID '' L=no | ./no-such-program
                        """.formatted(echo.port(), dead, echo.port(), dead, web.port(), web.port()),
                        "firewall-ports",
                        "5860-5861",
                        "inside",
                        "127.0.8.0/24",
                        "stateless-timeout",
                        "2s",
                        "ncbid-cpu-limit",
                        "7s");
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
        echo.close();
        web.close();
    }

    /** Answers like a CGI program: what it got, and the body. */
    private void answer(InputStream in, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        requests.add(head.toString());
        byte[] body = in.readNBytes(head.toString()
                .lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0));
        out.write(("HTTP/1.1 200 Fine\r\nContent-Type: text/x\r\nServer-Info-1: STANDALONE 1.2.3.4:5\r\n"
                        + "Content-Length: " + body.length + "\r\nConnection: keep-alive\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
    }

    private static String post(String path, String service, String more, String body) {
        return """
                POST /Service/%s?service=%s&address=localhost(127.0.0.1)&platform=x86_64-unknown-linux-gnu&testarg=val HTTP/1.0
                Content-Length: %d
                Host: 127.0.0.1:18443
                Client-Revision: 7.0
                %sUser-Agent: NCBIServiceConnector/1.2 (CXX Toolkit) NCBIHttpConnector (CXX Toolkit)
                Connection: close

                """.formatted(path, service, body.length(), more) + body;
    }

    private Wire.Response relay(String service, String more, String body) throws IOException {
        return rig.ask(post("dispd.cgi", service, "Client-Mode: STATELESS_ONLY\n" + more, body));
    }

    @Test
    void shouldWrapAMicroSessionIntoTheResponse() throws IOException {
        Wire.Response response = relay(
                "sless",
                "Used-Server-Info: STANDALONE 127.0.0.1:%d L=no R=1200.00 S=no T=1795324040\n".formatted(echo.port()),
                "hello");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("hello");
        assertThat(response.field("Cache-Control")).contains("no-store");
        assertThat(response.field("Relay-Path"))
                .contains("127.0.8.3:" + rig.port("http") + " 127.0.0.1:" + echo.port());
    }

    @Test
    void shouldTakeARequestWithoutAnyModeForOneOfABrowser() throws IOException {
        Wire.Response response = rig.ask("GET /Service/dispd.cgi?service=sless HTTP/1.0\n\n");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void shouldMoveMegabytesBothWaysAtOnce() throws Exception {
        byte[] bytes = new byte[6 << 20];
        new Random(5).nextBytes(bytes);
        try (Wire wire = rig.wire()) {
            wire.lines(
                    post("dispd.cgi", "sless", "", "").replace("Content-Length: 0", "Content-Length: " + bytes.length));
            Thread sender = new Thread(() -> {
                try {
                    wire.send(bytes);
                } catch (IOException cut) {
                    // What was read says so.
                }
            });
            sender.start();
            assertThat(wire.response().body().getBytes(StandardCharsets.ISO_8859_1))
                    .isEqualTo(bytes);
            sender.join(5_000);
        }
    }

    @Test
    void shouldTryTheNextServerAndNameTheOneThatFailed() throws IOException {
        Wire.Response response = relay("some", "Used-Server-Info: STANDALONE 127.0.0.1:%d\n".formatted(dead), "x");
        assertThat(response.status()).isIn(200, 503);
        assertThat(response.fields("Used-Server-Info-1"))
                .containsExactly("Used-Server-Info-1: STANDALONE 127.0.0.1:" + dead + " L=no R=1000.00 S=no T=30");
        Wire.Response none = relay("none", "", "x");
        assertThat(none.status()).isEqualTo(503);
        assertThat(none.field("Dispatcher-Failures")).hasValueSatisfying(text -> assertThat(text)
                .startsWith("No server of none can be reached: ")
                .contains("127.0.0.1:" + dead));
    }

    @Test
    void shouldAskAnHttpServerAsTheClientWould() throws IOException {
        Wire.Response response =
                relay("web", "Used-Server-Info: FIREWALL 127.0.0.1:%d HTTP_POST\n".formatted(web.port()), "body");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("body");
        assertThat(response.field("Content-Type")).contains("text/x");
        assertThat(requests).singleElement().satisfies(head -> assertThat(head.lines())
                .startsWith(
                        "POST /echo?fixed=1&service=web&address=localhost(127.0.0.1)&platform=x86_64-unknown-linux-gnu"
                                + "&testarg=val HTTP/1.0",
                        "Host: 127.0.0.1:" + web.port())
                .contains(
                        "User-Agent: NCBIServiceConnector/1.2 (CXX Toolkit) NCBIHttpConnector (CXX Toolkit)",
                        "Client-Revision: 7.0",
                        "Content-Length: 4",
                        "Content-Type: x-ncbi-data/x-asn-binary",
                        "Client-Mode: STATELESS_ONLY",
                        "Client-Host: 127.0.8.3"));
        assertThat(relay("get", "", "body").status()).isEqualTo(405);
    }

    @Test
    void shouldSayWhatIsWrongWithAServersAnswer() throws IOException {
        try (EchoServer rude = new EchoServer(
                        "127.0.0.1", (in, out) -> out.write("SSH-2.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
                EchoServer mute =
                        new EchoServer("127.0.0.1", (in, out) -> in.transferTo(OutputStream.nullOutputStream()));
                EchoServer shut = new EchoServer("127.0.0.1", (in, out) -> in.read())) {
            Site.registry(home, """
                    rude HTTP 127.0.0.1:%d /x L=no
                    shut HTTP 127.0.0.1:%d /x L=no
                    mute HTTP 127.0.0.1:%d /x L=no
                    """.formatted(rude.port(), shut.port(), mute.port()));
            rig.server().modified(Site.settings("stateless-timeout", "1s"));
            assertThat(relay("rude", "", "x").field("Dispatcher-Failures"))
                    .contains("The server 127.0.0.1:" + rude.port() + " of rude failed: its response is not HTTP");
            assertThat(relay("shut", "", "x").status()).isEqualTo(502);
            Wire.Response late = relay("mute", "", "x");
            assertThat(late.status()).isEqualTo(504);
            assertThat(late.field("Dispatcher-Failures"))
                    .hasValueSatisfying(text -> assertThat(text).endsWith("it was silent for 1 s"));
        }
    }

    @Test
    void shouldAskAClientToComeBackWhoseServerHasNotAnsweredAtASwap() throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (EchoServer mute = new EchoServer("127.0.0.1", (in, out) -> end.join());
                Wire wire = rig.wire()) {
            Site.registry(home, "mute STANDALONE 127.0.0.1:%d L=no\n".formatted(mute.port()));
            rig.server().modified(Site.settings());
            wire.lines(post("dispd.cgi", "mute", "", "x"));
            await().until(() -> mute.clients().size() == 1);
            DispatcherServer next = rig.newServer();
            HandOver.Outcome outcome = rig.live()
                    .transport()
                    .handOver(List.of("io.fairlead.dispatcher~live"), Duration.ofSeconds(5), false);
            assertThat(outcome.reason()).isEmpty();
            Wire.Response response = wire.response();
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.field("Dispatcher-Failures")).hasValueSatisfying(text -> assertThat(text)
                    .endsWith("the dispatcher is being replaced; ask again"));
            next.deactivate(4);
            end.complete(null);
        }
    }

    @Test
    void shouldGiveDataToAClientThatWasToldToTryStateless() throws IOException {
        String stateful =
                post("dispd.cgi", "web", "Client-Mode: STATEFUL_CAPABLE\n", "").replaceFirst("POST", "GET");
        assertThat(rig.ask(stateful).field("Connection-Info")).contains("TRY_STATELESS");
        assertThat(relay("web", "", "data").body()).isEqualTo("data");
    }

    @Test
    void shouldStopARequestThatGoesRoundInCircles() throws IOException {
        String path = "Relay-Path: " + "a b, ".repeat(9) + "c d\n";
        assertThat(relay("sless", path, "x").status()).isEqualTo(508);
    }

    @Test
    void shouldStartAProgramForAStatelessRequest() throws IOException {
        Wire.Response response =
                rig.ask(post("ncbid.cgi", "ncbid", "Connection-Mode: STATELESS\n", "through the filter"));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("ip=127.0.8.3 platform=x86_64-unknown-linux-gnu query=service=ncbid"
                        + "&address=localhost(127.0.0.1)&platform=x86_64-unknown-linux-gnu&testarg=val secret=\n"
                        + "args=two words,last\n7\nthrough the filter");
        assertThat(rig.ask(post("ncbid.cgi", "broken", "Connection-Mode: STATELESS\n", ""))
                        .field("Dispatcher-Failures"))
                .hasValueSatisfying(text -> assertThat(text)
                        .isEqualTo(
                                "No server of broken can be reached: ./no-such-program is no program that can be run"));
        await().until(() -> rig.server().work().programs().running() == 0);
    }

    @Test
    void shouldStartAProgramForOneConnectionByTicket() throws IOException {
        Wire.Response response = rig.ask("""
                GET /Service/ncbid.cgi?service=ncbid&address=localhost(127.0.0.1)&platform=x86_64-unknown-linux-gnu&testarg=val HTTP/1.0
                Host: 127.0.0.1:18080
                Client-Revision: 7.0
                Skip-Info-1: NCBID 127.0.0.1:80 '' L=no R=1200.00 S=no T=1795324040
                Connection-Mode: STATEFUL
                User-Agent: NCBIServiceConnector/1.2 (CXX Toolkit) NCBIHttpConnector (CXX Toolkit)
                Connection: keep-alive

                """);
        String[] ticket = response.field("Connection-Info").orElseThrow().split(" ", -1);
        try (Wire wire = Wire.from(HOST, ticket[0], Integer.parseInt(ticket[1]))) {
            wire.ticket(ticket[2]).send("round trip".getBytes(StandardCharsets.US_ASCII));
            wire.socket().shutdownOutput();
            assertThat(wire.readAll())
                    .isEqualTo("ip=127.0.8.3 platform=x86_64-unknown-linux-gnu query= secret=\nargs=two words,last\n7\n"
                            + "round trip");
        }
        assertThat(rig.server().work().programs().started()).isEqualTo(1);
    }
}
