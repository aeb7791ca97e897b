package io.fairlead.imu;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.testing.CapturedRequests;
import io.fairlead.imu.testing.LiveServer;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.SocketClient;
import io.fairlead.transport.Binding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The requests that were captured from the six published clients, over real sockets and byte for byte, but for the
 * handler's id and the context, which come from the reply before.
 */
@Timeout(120)
class VectorReplayTest {
    private static final String HOST = "127.0.7.2";
    private static final int PORT = 33000;
    private static final String FIND_ALL = "{\"method\":\"findTerms\",\"params\":[\"and\",[]],\"name\":\"Module\","
            + "\"create\":\"eparties\",\"suspend\":1,\"destroy\":0}";

    @TempDir
    static Path home;

    private static Museum museum;
    private static LiveServer live;
    private static ImuServer server;

    @BeforeAll
    static void start() {
        museum = new Museum();
        live = new LiveServer(home, HOST);
        server = new ImuServer(
                live.context(),
                LiveServer.properties(
                        "main-port",
                        String.valueOf(PORT),
                        "reconnect-port",
                        "33011",
                        "max-handlers-per-context",
                        "100000"),
                live.lastGood(),
                live.parts(),
                live.transport());
        server.addCatalogue(museum.catalogue());
        server.start();
        server.addService(
                call -> {
                    Map<?, ?> params = (Map<?, ?>) Objects.requireNonNull(call.params());
                    return Map.of("fileName", params.get("fileName"), "language", call.language());
                },
                Map.of("imu.service", "Service::Multimedia::Insert"));
    }

    @AfterAll
    static void stop() {
        server.deactivate(Binding.CONFIGURATION_DELETED);
        live.close();
        museum.close();
    }

    private static void check(String reply, String expected) {
        assertThat(reply)
                .startsWith("{\r\n\t\"status\" : ")
                .endsWith("\r\n}\r\n")
                .doesNotContain("\\u");
        assertThat(reply.replace("\r\n", "")).doesNotContain("\r");
        int length = reply.getBytes(StandardCharsets.UTF_8).length;
        assertThat(length % 8192).isNotIn(1, 2, 3);
        String outcome = expected.startsWith("error ") ? SocketClient.member(reply, "error") : reply;
        assertThat(outcome).contains(expected.replaceFirst("^error ", "").replaceAll(" ?& ?", "\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "R-PHP-1 | \"result\" : 0,",
                "R-PHP-2 | \"result\" : 0,",
                "R-PHP-3 | \"NamRoles_tab\" : [& \t\t\t\t\t\"Artist\",& \t\t\t\t\t\"Author\"& ",
                "R-PHP-4 | \"hits\" : 4,",
                "R-PHP-5 | \"rownum\" : 4,",
                "R-PHP-6 | \"list\" : [",
                "R-PHP-7 | \"result\" : 2,",
                "R-PHP-8 | error SessionLoginNotAllowed",
                "R-PHP-9 | \"result\" : true,",
                "R-PHP-10 | error ModuleUpdatesNotAllowed",
                "R-PHP-11 | error ModuleUpdatesNotAllowed",
                "R-PHP-12 | error ModuleUpdatesNotAllowed",
                "R-PHP-13 | error ModuleUpdatesNotAllowed",
                "R-PHP-14 | \"fileName\" : \"a.bin\"",
                "R-PHP-15 | \"result\" : [& \t]",
                "R-PHP-16 | \"result\" : 0,",
                "R-PHP-17 | \"result\" : 2,",
                "R-PHP-18 | error HandlerParams",
                "R-PHP-19 | error HandlerMethodUnknown",
                "R-PHP-21 | \"reconnect\" : 33011& }",
                "R-PHP-22 | \"hits\" : 4,",
                "R-PHP-23 | \"reconnect\" : 33011& }",
                "R-PHP-24 | \"rownum\" : 1,",
                "R-PHP-25 | error HandlerMethodUnknown",
                "R-PERL-1 | \"result\" : 0,",
                "R-PERL-2 | error SessionLoginNotAllowed",
                "R-PERL-3 | \"result\" : true,",
                "R-PERL-4 | \"fileName\" : \"a.bin\"",
                "R-PERL-5 | \"result\" : 4,",
                "R-PERL-6 | \"rownum\" : 1,",
                "R-NODE-1 | \"result\" : 0,",
                "R-NODE-2 | \"result\" : 0,",
                "R-NODE-3 | \"rownum\" : 4,",
                "R-NODE-4 | \"result\" : null,",
                "R-NODE-5 | error SessionLoginNotAllowed",
                "R-NODE-6 | \"result\" : true,",
                "R-NODE-7 | \"result\" : true,",
                "R-NODE-8 | \"language\" : \"en-US\"",
                "R-NODE-9 | \"fileName\" : \"e\"",
                "R-NODE-10 | \"reconnect\" : 33011& }",
                "R-NODE-11 | \"rownum\" : 1,",
                "R-NODE-12 | \"Artist\",& ",
                "R-JAVA-1 | \"result\" : 0,",
                "R-JAVA-2 | error SessionLoginNotAllowed",
                "R-JAVA-3 | \"fileName\" : \"a.bin\"",
                "R-JAVA-4 | \"result\" : 2,",
                "R-JAVA-5 | \"result\" : 1,",
                "R-NET-1 | \"result\" : 0,",
                "R-NET-2 | error SessionLoginNotAllowed",
                "R-NET-3 | \"fileName\" : \"a.bin\"",
                "R-NET-4 | \"Artist\",& ",
                "R-NET-5 | \"result\" : 2,",
                "R-PY-1 | \"result\" : 0,",
                "R-PY-2 | \"NamFirst\" : \"John\",",
                "R-PY-3 | error SessionLoginNotAllowed",
                "R-PY-4 | \"result\" : true,"
            })
    void shouldAnswerEachCapturedRequestCutAtEveryByte(String vector, String expected) throws IOException {
        int cuts = CapturedRequests.request(vector, "").length;
        SocketClient client = new SocketClient(HOST, PORT);
        try {
            String before = client.ask(FIND_ALL);
            for (int cut = 0; cut < cuts; cut++) {
                byte[] request = CapturedRequests.request(vector, before);
                client.send(request, 0, Math.min(cut, request.length));
                client.send(request, Math.min(cut, request.length), request.length);
                check(client.reply(), expected);
                if (CapturedRequests.text(vector).contains("\"close\"")) {
                    assertThat(client.reply())
                            .as("what comes after the last reply")
                            .isEmpty();
                    client.close();
                    client = new SocketClient(HOST, PORT);
                }
            }
        } finally {
            client.close();
        }
    }

    @Test
    void shouldKnowWhatEveryCapturedRequestIsAnsweredWith() {
        assertThat(CapturedRequests.names()).hasSizeGreaterThanOrEqualTo(57).contains("R-PHP-1", "R-PY-4");
    }

    @Test
    void shouldAnswerTheClientsConversationsInTheirOrder() throws IOException {
        try (SocketClient php = new SocketClient(HOST, PORT)) {
            php.send(CapturedRequests.request("R-PHP-1", ""));
            String before = php.reply();
            check(before, "\"result\" : 0,");
            for (String[] step : new String[][] {
                {"R-PHP-2", "\"result\" : 0,"},
                {"R-PHP-3", "\"rows\" : [\r\n\t\t]"},
                {"R-PHP-4", "\"count\" : 0,"},
                {"R-PHP-5", "\"hits\" : 0,"}
            }) {
                php.send(CapturedRequests.request(step[0], before));
                before = php.reply();
                check(before, step[1]);
            }
        }
        try (SocketClient python = new SocketClient(HOST, PORT)) {
            python.send(CapturedRequests.request("R-PY-1", ""));
            String found = python.reply();
            check(found, "\"result\" : 0,");
            python.send(CapturedRequests.request("R-PY-2", found));
            check(python.reply(), "\"count\" : 0,");
        }
    }

    @Test
    void shouldAnswerTheConversationOverSeveralModules() throws IOException {
        try (SocketClient php = new SocketClient(HOST, PORT)) {
            php.send(CapturedRequests.request("R-PHP-17", ""));
            String before = php.reply();
            check(before, "\"result\" : 2,");
            for (String[] step : new String[][] {
                {"R-PHP-18", "\"eparties\"\r\n\t]"},
                {"R-PHP-19", "\"result\" : 0,"},
                {"R-PHP-20", "\"result\" : 1,"},
                {"R-PHP-18", "\"eparties\"\r\n\t]"}
            }) {
                php.send(CapturedRequests.request(step[0], before));
                check(php.reply(), step[1]);
            }
            String id = SocketClient.member(before, "id");
            String fetched = php.ask("{\"method\":\"fetch\",\"params\":{\"flag\":\"start\",\"offset\":0,"
                    + "\"count\":1,\"columns\":\"x\"},\"id\":\"" + id + "\"}");
            check(fetched, "\"index\" : 0,\r\n\t\t\t\t\"name\" : \"eparties\",");
        }
    }

    @Test
    void shouldComeBackToAHandlerAsTheReadmeShows() throws IOException {
        String first;
        try (SocketClient client = new SocketClient(HOST, PORT)) {
            client.send(CapturedRequests.request("R-PHP-21", ""));
            first = client.reply();
            check(first, "\"result\" : 4,");
        }
        int port = Integer.parseInt(SocketClient.member(first, "reconnect"));
        try (SocketClient client = new SocketClient(HOST, port)) {
            client.send(CapturedRequests.request("R-PHP-23", first));
            check(client.reply(), "\"rownum\" : 2,");
        }
        try (SocketClient client = new SocketClient(HOST, port)) {
            client.send(CapturedRequests.request("R-PHP-22", first));
            check(client.reply(), "\"rownum\" : 3,");
        }
    }
}
