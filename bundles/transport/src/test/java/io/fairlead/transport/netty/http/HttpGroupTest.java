package io.fairlead.transport.netty.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.transport.Binding;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.HandOver;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpHeaders;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.netty.Rig;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTP endpoints in the whole transport: swaps, parking, TLS. */
@Timeout(60)
final class HttpGroupTest {
    private static final char[] SECRET = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    private static KeyStore keys;

    @BeforeAll
    static void makeAKey() throws Exception {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "a",
                        "-dname",
                        "CN=museum",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(SECRET),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        keys = KeyStore.getInstance(store.toFile(), SECRET);
        Certificate certificate = keys.getCertificate("a");
        pem("cert.pem", "CERTIFICATE", certificate.getEncoded());
        pem("key.pem", "PRIVATE KEY", keys.getKey("a", SECRET).getEncoded());
    }

    private static void pem(String name, String kind, byte[] content) throws IOException {
        Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + kind + "-----\n");
    }

    private static HttpClient tlsClient() throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, SECRET);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", keys.getCertificate("a"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static EndpointSpec spec(EndpointOptions options) {
        return new EndpointSpec("main", EndpointSpec.Kind.HTTP, PortRange.exactly(0), options, "for a test");
    }

    private static Binding bind(Rig rig, Protocol protocol) {
        return rig.transport.bind(Rig.group(spec(EndpointOptions.DEFAULT)), protocol);
    }

    private static Protocol named(String name) {
        return HttpBench.protocol(exchange -> exchange.reply(200, "text/plain", name));
    }

    private static CompletableFuture<String> get(HttpClient client, String scheme, Binding binding) {
        URI uri = URI.create(scheme + "://127.0.0.1:" + Rig.address(binding).getPort() + "/x");
        return client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body);
    }

    @Test
    void shouldServeOverTlsAndKnowThePeer() throws Exception {
        try (Rig rig = new Rig(Map.of(), folder)) {
            EndpointOptions options = Rig.options(
                    "tls.certificate", "cert.pem",
                    "tls.key", "key.pem",
                    "tls.trust", "cert.pem",
                    "tls.client-certificate", "needed");
            Binding binding = rig.transport.bind(
                    Rig.group(spec(options)),
                    HttpBench.protocol(exchange -> exchange.reply(
                            200,
                            "text/plain",
                            exchange.secure() + " " + exchange.peerSubject().orElse("nobody") + "x".repeat(100_000))));
            HttpClient client = tlsClient();
            for (int i = 0; i < 3; i++) {
                assertThat(get(client, "https", binding).get())
                        .startsWith("true CN=museumxxx")
                        .hasSize(100_014);
            }
            assertThat(rig.transport.connections(9))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.tls().orElseThrow()).startsWith("TLSv1.3 "));
        }
    }

    @Test
    void shouldAnswerEveryRequestDuringSwaps() throws Exception {
        try (Rig rig = new Rig()) {
            Binding binding = bind(rig, named("0"));
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            List<CompletableFuture<String>> answers = new ArrayList<>();
            List<HandOver.Outcome> outcomes = new ArrayList<>();
            for (int swap = 1; swap <= 5; swap++) {
                IntStream.range(0, 40).forEach(i -> answers.add(get(client, "http", binding)));
                bind(rig, named(String.valueOf(swap)));
                outcomes.add(rig.handOver());
            }
            assertThat(outcomes).allMatch(HandOver.Outcome::done);
            assertThat(answers).hasSize(200).allSatisfy(answer -> assertThat(answer.get(10, TimeUnit.SECONDS))
                    .matches("[0-5]"));
            assertThat(get(client, "http", binding).get()).isEqualTo("5");
        }
    }

    @Test
    void shouldFinishWhatIsInFlightWithTheOldHandler() throws Exception {
        List<HttpExchange> held = new CopyOnWriteArrayList<>();
        try (Rig rig = new Rig()) {
            Binding binding = bind(rig, HttpBench.protocol(exchange -> {
                if (held.isEmpty()) {
                    held.add(exchange);
                } else {
                    exchange.reply(200, "text/plain", "old");
                }
            }));
            HttpClient client = HttpClient.newHttpClient();
            CompletableFuture<String> slow = get(client, "http", binding);
            await().until(() -> held.size() == 1);
            bind(rig, named("new"));
            CompletableFuture<HandOver.Outcome> swap = CompletableFuture.supplyAsync(rig::handOver);
            CompletableFuture<String> during = get(client, "http", binding);
            held.get(0).reply(200, "text/plain", "old");
            assertThat(slow.get()).isEqualTo("old");
            assertThat(swap.get().done()).isTrue();
            assertThat(during.get()).isIn("new", "old");
        }
    }

    @Test
    void shouldAbandonASwapThatWorkInFlightHoldsUp() throws Exception {
        List<HttpExchange> held = new CopyOnWriteArrayList<>();
        try (Rig rig = new Rig()) {
            Binding binding = bind(rig, HttpBench.protocol(held::add));
            HttpClient client = HttpClient.newHttpClient();
            CompletableFuture<String> slow = get(client, "http", binding);
            await().until(() -> held.size() == 1);
            Binding next = bind(rig, named("new"));
            assertThat(rig.handOver(Duration.ofMillis(200), false).done()).isFalse();
            held.get(0).reply(200, "text/plain", "old");
            assertThat(slow.get()).isEqualTo("old");
            CompletableFuture<String> again = get(client, "http", binding);
            await().until(() -> held.size() == 2);
            if (!next.staged()) {
                bind(rig, named("new"));
            }
            HandOver.Outcome forced = rig.handOver(Duration.ofMillis(200), true);
            assertThat(forced.done()).as(forced.reason()).isTrue();
            assertThat(again.get()).contains("being replaced");
            assertThat(get(client, "http", binding).get()).isEqualTo("new");
        }
    }

    @Test
    void shouldWaitWhileParked() throws Exception {
        try (Rig rig = new Rig()) {
            Binding binding = bind(rig, named("old"));
            HttpClient client = HttpClient.newHttpClient();
            assertThat(get(client, "http", binding).get()).isEqualTo("old");
            binding.park(Duration.ofSeconds(20));
            CompletableFuture<String> waiting = get(client, "http", binding);
            Binding next = bind(rig, named("new"));
            assertThat(waiting.get()).isEqualTo("new");
            assertThat(Rig.address(next)).isEqualTo(Rig.address(binding));
        }
    }

    @Test
    void shouldCutOffAPeerThatDoesNotTakeItsResponse() throws Exception {
        CompletableFuture<Void> aborted = new CompletableFuture<>();
        try (Rig rig = new Rig()) {
            Binding binding = rig.transport.bind(
                    Rig.group(spec(Rig.options("half-message-timeout", "500ms"))), HttpBench.protocol(exchange -> {
                        exchange.whenAborted(() -> aborted.complete(null));
                        exchange.timers().schedule(Duration.ofMillis(300), () -> {
                            exchange.respond(200, new HttpHeaders());
                            fill(exchange);
                        });
                    }));
            try (Socket socket = new Socket(
                    Rig.address(binding).getAddress(), Rig.address(binding).getPort())) {
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                aborted.get(20, TimeUnit.SECONDS);
                assertThat(socket.isClosed()).isFalse();
            }
        }
    }

    private static void fill(HttpExchange exchange) {
        while (exchange.isWritable()) {
            exchange.write(ByteBuffer.allocate(50_000));
        }
        exchange.whenWritable(() -> fill(exchange));
    }
}
