package io.fairlead.bridges;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.platform.settings.Problem;
import io.fairlead.platform.settings.SettingsReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpPostServiceTest {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final HttpServer server;

    HttpPostServiceTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", this::answer);
        server.setExecutor(task -> new Thread(task).start());
        server.start();
    }

    @AfterEach
    void stop() {
        never.countDown();
        server.stop(0);
    }

    @Test
    void shouldPostTheMessageAndReplyWithTheAnswer() throws Exception {
        HttpPostService service = service("/upper", "headers", "X-Key: abc, Accept: text/plain");
        assertThat(OneCall.of(service, OneCall.asking("héllo").withClientId("CLI1")))
                .isEqualTo("HÉLLO");
        assertThat(seen).containsExactly("POST /upper application/octet-stream TRY CLI1 abc héllo");
    }

    @Test
    void shouldFailWithTheAnswerAndTheStatusWhereItIsNoSuccess() throws Exception {
        assertThat(OneCall.of(service("/refuse"), OneCall.asking("x"))).isEqualTo("TPESVCFAIL 422 no");
        assertThat(OneCall.of(service("/away"), OneCall.asking("x")))
                .as("redirections are not followed")
                .isEqualTo("TPESVCFAIL 302 ");
    }

    @Test
    void shouldSayWhenTheUrlDoesNotAnswer() throws Exception {
        HttpPostService slow = service("/never", "timeout", "200ms");
        assertThat(OneCall.of(slow, OneCall.asking("x")))
                .isEqualTo("TPESVCERR (10): " + url("/never") + " did not answer within 200 ms");
    }

    @Test
    void shouldSayWhenTheUrlCannotBeReached() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        HttpPostService service = service(settings("url", "http://127.0.0.1:" + free + "/"));
        assertThat(OneCall.of(service, OneCall.asking("x")))
                .isEqualTo("TPENOREADY (24): http://127.0.0.1:" + free + "/ cannot be reached (ConnectException)");
    }

    @Test
    void shouldNotKeepAnAnswerThatIsTooLong() throws Exception {
        assertThat(OneCall.of(service("/upper", "max-reply", "10"), OneCall.asking("0123456789")))
                .isEqualTo("0123456789");
        assertThat(OneCall.of(service("/upper", "max-reply", "10"), OneCall.asking("0123456789A")))
                .isEqualTo(
                        "TPESVCERR (10): " + url("/upper") + " answered more than 10 bytes; write a greater max-reply");
    }

    @Test
    void shouldNameEachMistakeInItsSettings() {
        SettingsReader in = new SettingsReader(
                Map.of("service", "two words", "url", "ftp://x/", "headers", "X", "timeout", "none"));
        HttpPostSettings.parse(in);
        assertThat(in.problems().stream().map(Problem::key))
                .containsExactlyInAnyOrder("service", "url", "headers", "timeout");
        SettingsReader empty = new SettingsReader(Map.of());
        HttpPostSettings.parse(empty);
        assertThat(empty.problems().stream().map(Problem::key)).containsExactlyInAnyOrder("url", "service");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        seen.add(String.join(
                " ",
                exchange.getRequestMethod(),
                path,
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("Fairlead-Service"),
                String.valueOf(exchange.getRequestHeaders().getFirst("Fairlead-Client")),
                String.valueOf(exchange.getRequestHeaders().getFirst("X-Key")),
                body));
        if (path.equals("/never")) {
            try {
                never.await();
            } catch (InterruptedException e) {
                return;
            }
        }
        byte[] answer = (path.equals("/refuse")
                        ? "no"
                        : path.equals("/away") ? "" : body.toUpperCase(java.util.Locale.ROOT))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Location", "/upper");
        exchange.sendResponseHeaders(
                path.equals("/refuse") ? 422 : path.equals("/away") ? 302 : 200,
                answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private HttpPostService service(String path, String... more) {
        Map<String, String> settings = settings(more);
        settings.put("url", url(path));
        return service(settings);
    }

    private static HttpPostService service(Map<String, String> settings) {
        SettingsReader in = new SettingsReader(settings);
        HttpPostSettings parsed = HttpPostSettings.parse(in);
        assertThat(in.problems()).isEmpty();
        return new HttpPostService(parsed, HttpClient.newHttpClient());
    }

    private static Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of("service", "TRY"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
