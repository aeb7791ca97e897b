package io.fairlead.bridges;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.service.PendingCall;
import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceException;
import io.fairlead.service.Services;
import io.fairlead.service.TpErrno;
import io.fairlead.transport.Binding;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpRoute;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.netty.NettyTransport;
import io.fairlead.transport.netty.TransportSettings;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ServicesRouteTest {
    private static final String TOKEN = "a-token-of-length-24-abc";

    private final List<Request> asked = new CopyOnWriteArrayList<>();
    private final Parts parts = recorded(Parts.class, recorded(Part.class, "part"));
    private final NettyTransport transport = new NettyTransport(
            TransportSettings.parse(new SettingsReader(Map.of("gentle-close", "1s"))), parts, Path.of("."));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        transport.close();
    }

    @Test
    void shouldCallAServiceAndAnswerWithItsReply() throws Exception {
        HttpResponse<String> response = post(serve(Map.of()), "/services/ECHO?clientId=CLI1&timeout=5s", "hello");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("hello");
        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.clientId()).contains("CLI1");
            assertThat(request.blockTime()).contains(Duration.ofSeconds(5));
            assertThat(request.properties()).containsEntry(Request.CHARSET, "utf-8");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TPEINVAL | 400",
                "TPENOENT | 404",
                "TPENOREADY | 503",
                "TPETIME | 504",
                "TPECLOSE | 502",
                "TPEQFULL | 503",
                "TPESVCERR | 500",
                "TPESECURITY | 403",
            })
    void shouldNameTheErrorOfACall(String error, int status) throws Exception {
        HttpResponse<String> response = post(serve(Map.of()), "/services/" + error, "x");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Fairlead-Error")).contains(error);
        assertThat(response.body())
                .isEqualTo(error + " (" + TpErrno.valueOf(error).number() + "): on purpose\n");
    }

    @Test
    void shouldGiveTheDataOfAServiceThatFailed() throws Exception {
        HttpResponse<String> response = post(serve(Map.of()), "/services/FAIL", "why");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("Fairlead-Error")).contains("TPESVCFAIL");
        assertThat(response.body()).isEqualTo("why");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Origin | http://evil.example | 401",
                "X-Forwarded-For | 203.0.113.7 | 401",
                "Authorization | Bearer wrong-token-of-length-2 | 200",
                "Accept | text/plain | 200",
            })
    void shouldTakeOnlyProgramsOnThisMachineWithoutAToken(String field, String value, int status) throws Exception {
        assertThat(post(serve(Map.of()), "/services/ECHO", "x", field, value).statusCode())
                .isEqualTo(status);
    }

    @Test
    void shouldTakeAPageWithTheTokenAndNoOther() throws Exception {
        String server = serve(Map.of(".token", TOKEN));
        assertThat(post(server, "/services/ECHO", "x", "Origin", "http://a.example", "Authorization", "Bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> refused = post(
                server, "/services/ECHO", "x", "Origin", "http://a.example", "Authorization", "Bearer " + TOKEN + "x");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(refused.body()).doesNotContain(TOKEN).contains("Authorization: Bearer TOKEN");
        assertThat(asked).hasSize(1);
    }

    @Test
    void shouldRefuseOtherMethodsOtherNamesAndLongRequests() throws Exception {
        String server = serve(Map.of("max-request", "10"));
        HttpResponse<String> get = client.send(
                HttpRequest.newBuilder(URI.create(server + "/services/ECHO")).build(), BodyHandlers.ofString());
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).contains("POST");
        assertThat(post(server, "/services/", "x").statusCode()).isEqualTo(404);
        assertThat(post(server, "/services/two%20words", "x").statusCode()).isEqualTo(404);
        HttpResponse<String> tooLong = post(server, "/services/ECHO", "01234567890");
        assertThat(tooLong.statusCode()).isEqualTo(413);
        assertThat(tooLong.body())
                .isEqualTo("The request is longer than 10 bytes (max-request of io.fairlead.bridge.services).\n");
        assertThat(post(server, "/services/ECHO?timeout=soon", "x").body())
                .startsWith("timeout = soon: is not a length");
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldRefuseATokenThatIsEasyToGuess() {
        SettingsReader in = new SettingsReader(Map.of(".token", "secret"));
        ServicesRouteSettings.parse(in);
        assertThat(in.problems()).hasSize(1);
    }

    private String serve(Map<String, String> settings) {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put(HttpRoute.ENDPOINT, "io.fairlead.console/http");
        properties.put(HttpRoute.PATH, "/services");
        ServicesRoute route = new ServicesRoute(new Plain(), parts, properties);
        route.bindServices(new Canned());
        Binding binding = transport.bind(
                new GroupSpec(
                        "io.fairlead.test",
                        List.of(new EndpointSpec(
                                "http",
                                EndpointSpec.Kind.HTTP,
                                PortRange.exactly(0),
                                EndpointOptions.DEFAULT,
                                "for a test"))),
                new Protocol() {
                    @Override
                    public void handle(HttpExchange exchange) {
                        route.handle(exchange);
                    }
                });
        return "http://127.0.0.1:"
                + binding.group().endpoint("http").address().orElseThrow().getPort();
    }

    private HttpResponse<String> post(String server, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static <T> T recorded(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> method.getReturnType().isInstance(answer) ? answer : null));
    }

    /** Settings as they are given. */
    private static final class Plain implements LastGood {
        @Override
        public <T> T accept(String pid, Map<String, ?> properties, SettingsParser<T> parser) {
            SettingsReader in = new SettingsReader(properties);
            T settings = parser.parse(in);
            assertThat(in.unread()).as("what the operator would be warned of").isEmpty();
            return settings;
        }
    }

    /** ECHO replies, FAIL fails, and the name of an error ends with it. */
    private final class Canned implements Services {
        @Override
        public PendingCall callAsync(String name, Request request) {
            asked.add(request);
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            if (name.equals("ECHO")) {
                reply.complete(Reply.of(request.data()));
            } else if (name.equals("FAIL")) {
                reply.completeExceptionally(
                        ServiceException.failed(name, Reply.of("why".getBytes(StandardCharsets.UTF_8))));
            } else {
                reply.completeExceptionally(new ServiceException(TpErrno.valueOf(name), "on purpose"));
            }
            return new PendingCall() {
                @Override
                public CompletionStage<Reply> reply() {
                    return reply;
                }

                @Override
                public Reply await(Duration time) {
                    return reply.join();
                }

                @Override
                public void cancel() {
                    reply.cancel(false);
                }
            };
        }

        @Override
        public Reply call(String name, Request request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<io.fairlead.service.ServiceCall> takeOver(String left) {
            return Optional.empty();
        }

        @Override
        public List<String> names() {
            return List.of();
        }
    }
}
