package io.fairlead.imu.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.testing.FakeConnection;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SessionTest {
    private static final String FIND =
            "{\"method\":\"findTerms\",\"params\":[\"and\",[]],\"name\":\"Module\"," + "\"create\":\"eparties\"%s}";
    private static final String FETCH = "{\"method\":\"fetch\",\"params\":{\"flag\":\"%s\",\"offset\":%d,\"count\":%d,"
            + "\"columns\":\"NamLast\"},\"id\":\"%s\"}";
    private static Museum museum;

    private Server server;

    @BeforeAll
    static void open() {
        museum = new Museum();
    }

    @AfterAll
    static void closeMuseum() {
        museum.close();
    }

    @BeforeEach
    void start() {
        server = new Server(museum.catalogue(), Map.of());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void restart(Map<String, String> properties) {
        server.close();
        server = new Server(museum.catalogue(), properties);
    }

    static String member(String reply, String name) {
        Matcher matcher = Pattern.compile("\r\n\t\"" + name + "\" : \"?([^\"\r]*?)\"?,?\r\n")
                .matcher(reply);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String fetch(String id, String flag, int offset, int count) {
        return FETCH.formatted(flag, offset, count, id);
    }

    private static List<String> rownums(String reply) {
        return Pattern.compile("\"rownum\" : (\\d+)")
                .matcher(reply)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void shouldAnswerInTheVendorsLayout() {
        String reply = server.connect().ask(FIND.formatted(""));

        assertThat(reply.replaceAll("[0-9a-f]{32}", "ID").lines())
                .containsExactly(
                        "{",
                        "\t\"status\" : \"ok\",",
                        "\t\"result\" : 4,",
                        "\t\"id\" : \"ID\",",
                        "\t\"context\" : \"ID\"",
                        "}");
        assertThat(reply).doesNotContainPattern("[^\r]\n");
    }

    @Test
    void shouldKeepContextAndHandlerBetweenRequests() {
        FakeConnection client = server.connect();
        String first = client.ask(FIND.formatted(""));
        String second = client.ask(fetch(member(first, "id"), "start", 0, 2));

        assertThat(member(second, "context")).isEqualTo(member(first, "context"));
        assertThat(member(second, "id")).isEqualTo(member(first, "id"));
        assertThat(rownums(second)).containsExactly("1", "2");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"logout\":true}', ok",
        "'{\"logout\":1,\"context\":\"gone\"}', ok",
        "'{\"checkStatus\":1}', ok",
        "'{\"login\":\"emu\",\"password\":\"x\",\"spawn\":1}', SessionLoginNotAllowed",
        "'{\"login\":null}', SessionLoginFailed",
        "'{}', SessionRequest",
        "'{\"id\":\"23137.1\"}', HandlerMethodMissing",
        "'{\"method\":\"findKey\"}', HandlerNameMissing",
        "'{\"method\":\"findKey\",\"id\":\"23137.1\"}', HandlerIdUnknown",
        "'{\"method\":\"x\",\"name\":\"Nothing\"}', HandlerUnknown",
        "'{\"method\":\"x\",\"name\":\"Service::Nothing\"}', HandlerUnknown",
        "'{\"method\":\"x\",\"name\":\"Module\",\"create\":\"eparties\"}', HandlerMethodUnknown",
        "'{\"method\":\"findKey\",\"params\":1,\"name\":\"Module\"}', HandlerCreate",
        "'{\"method\":\"findKey\",\"params\":1,\"name\":\"Module\",\"create\":\"enothing\"}', ModuleUnknown",
        "'{\"method\":\"findKey\",\"params\":{},\"name\":\"Module\",\"create\":\"eparties\"}', HandlerParams",
        "'{\"method\":[],\"name\":\"Module\"}', SessionRequest",
        "'{\"method\":\"insert\",\"params\":{\"values\":[]},\"name\":\"Module\",\"create\":\"eparties\"}',"
                + " ModuleUpdatesNotAllowed"
    })
    void shouldAnswerEveryRequestAndStayUsable(String request, String outcome) {
        FakeConnection client = server.connect();
        String reply = client.ask(request);

        if (outcome.equals("ok")) {
            assertThat(member(reply, "status")).isEqualTo("ok");
            assertThat(member(reply, "result")).isEqualTo("true");
        } else {
            assertThat(member(reply, "status")).isEqualTo("error");
            assertThat(member(reply, "error")).isEqualTo(outcome);
            assertThat(reply).contains("\r\n\t\"args\" : [\r\n").contains("\r\n\t\"code\" : ");
            assertThat(server.protocol().view().counters().errors()).containsEntry(outcome, 1L);
        }
        assertThat(member(reply, "context")).hasSize(32);
        assertThat(member(client.ask(FIND.formatted("")), "result")).isEqualTo("4");
    }

    @Test
    void shouldGiveTheArgumentsOfARefusedUpdateAsPublished() {
        String reply = server.connect()
                .ask("{\"method\":\"remove\",\"params\":{},\"name\":\"Module\",\"create\":\"eparties\"}");

        assertThat(reply)
                .contains("\"args\" : [\r\n\t\t\"authenticated\",\r\n\t\t\"default\"\r\n\t],\r\n\t\"code\" : 500");
    }

    @Test
    void shouldForgetAHandlerWhoseFirstCallFails() {
        server.connect().ask("{\"method\":\"nothing\",\"name\":\"Module\",\"create\":\"eparties\"}");

        assertThat(server.protocol().view().handlers()).isEmpty();
    }

    @Test
    void shouldTellTheReconnectPortOnceAskedToSuspend() {
        FakeConnection client = server.connect();

        assertThat(member(client.ask("{\"checkStatus\":1}"), "reconnect")).isEmpty();
        String suspended = client.ask(FIND.formatted(",\"suspend\":true"));
        assertThat(member(suspended, "reconnect")).isEqualTo("45001");
        String later = client.ask("{\"checkStatus\":1,\"suspend\":null}");
        assertThat(member(later, "reconnect")).isEqualTo("45001");
    }

    @Test
    void shouldPageOverConnectionsByIdAlone() {
        FakeConnection first = server.connect();
        String found = first.ask(FIND.formatted(",\"suspend\":true,\"destroy\":false"));
        String id = member(found, "id");
        assertThat(rownums(first.ask(fetch(id, "start", 0, 2)))).containsExactly("1", "2");
        first.breakOff();

        FakeConnection second = server.connect("reconnect.1");
        String page = second.ask(fetch(id, "current", 1, 2));

        assertThat(rownums(page)).containsExactly("3", "4");
        assertThat(member(page, "context")).isNotEqualTo(member(found, "context"));
    }

    @ParameterizedTest
    @CsvSource({"'', false", "',\"destroy\":true', false", "',\"destroy\":false', true", "',\"destroy\":0', true"})
    void shouldDestroyAHandlerWithItsConnectionUnlessToldOtherwise(String destroy, boolean kept) {
        FakeConnection first = server.connect();
        String id = member(first.ask(FIND.formatted(destroy)), "id");
        assertThat(rownums(first.ask(fetch(id, "start", 0, 1)))).containsExactly("1");
        first.breakOff();

        String page = server.connect().ask(fetch(id, "start", 0, 1));

        assertThat(member(page, "status")).isEqualTo(kept ? "ok" : "error");
        assertThat(server.protocol().view().handlers()).hasSize(kept ? 1 : 0);
    }

    @Test
    void shouldForgetAKeptHandlerAfterItsTimeOut() {
        FakeConnection first = server.connect();
        String id = member(first.ask(FIND.formatted(",\"destroy\":false")), "id");
        first.breakOff();

        server.transport().pass(Duration.ofMinutes(59));
        FakeConnection second = server.connect();
        assertThat(member(second.ask(fetch(id, "start", 0, 1)), "status")).isEqualTo("ok");
        server.transport().pass(Duration.ofMinutes(61));
        String late = second.ask(fetch(id, "start", 0, 1));

        assertThat(member(late, "error")).isEqualTo("HandlerIdUnknown");
        assertThat(late).contains("\"args\" : [\r\n\t\t\"" + id + "\"\r\n\t]");
        assertThat(server.protocol().view().counters().handlersExpired()).isEqualTo(1);
    }

    @Test
    void shouldForgetAContextWithItsHandlersAfterItsTimeOut() {
        restart(Map.of("handler-timeout", "1w", "context-timeout", "3h"));
        FakeConnection first = server.connect();
        String found = first.ask(FIND.formatted(",\"destroy\":false"));
        first.breakOff();
        assertThat(server.protocol().view().contexts()).hasSize(1);

        server.transport().pass(Duration.ofHours(4));
        String again = server.connect().ask("{\"checkStatus\":1,\"context\":\"" + member(found, "context") + "\"}");

        assertThat(member(again, "context")).isNotEqualTo(member(found, "context"));
    }

    @Test
    void shouldForgetAContextWithoutHandlersWithItsConnection() {
        FakeConnection client = server.connect();
        client.ask("{\"checkStatus\":1}");
        assertThat(server.protocol().view().contexts()).hasSize(1);
        client.breakOff();

        assertThat(server.protocol().view().contexts()).isEmpty();
    }

    @Test
    void shouldReplyAndThenClose() {
        FakeConnection client = server.connect();

        assertThat(member(client.ask("{\"checkStatus\":1,\"close\":true}"), "status"))
                .isEqualTo("ok");
        Awaitility.await().until(client::isClosed);
    }

    @Test
    void shouldAnswerPipelinedRequestsInOrderWithAPauseAndAFlushEach() {
        restart(Map.of("pipeline-pause", "20ms"));
        FakeConnection client = server.connect();
        StringBuilder requests = new StringBuilder();
        for (int count = 1; count <= 5; count++) {
            requests.append(
                    "{\"method\":\"findKeys\",\"params\":[1,2,3,4],\"name\":\"Module\",\"create\":\"eparties\"}\r\n");
        }
        client.send(requests.toString());

        client.reply(4);
        List<Long> flushes = client.flushes();
        assertThat(flushes).hasSize(5);
        for (int i = 1; i < flushes.size(); i++) {
            assertThat(Duration.ofNanos(flushes.get(i) - flushes.get(i - 1))).isGreaterThan(Duration.ofMillis(15));
        }
        assertThat(client.replies()).allMatch(reply -> member(reply, "result").equals("4"));
        assertThat(server.protocol().view().handlers()).hasSize(5);
    }

    @Test
    void shouldNotTakeATrailingLineEndForAnotherRequest() {
        FakeConnection client = server.connect();
        client.send(FIND.formatted(""));
        client.send("\r");
        client.send("\n");

        client.reply(0);
        assertThat(server.protocol().view().counters().pipelined()).isZero();
        assertThat(client.messageIsOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "}", "{\"a\"}", "{\"a\":*99999999999\r\n", "{\"a\":1e}", "GET / HTTP/1.1\r\n\r\n"})
    void shouldAnswerWhatCannotBeReadAndLeave(String garbage) {
        FakeConnection client = server.connect();
        client.send(garbage);

        assertThat(member(client.reply(0), "error")).startsWith("Stream");
        Awaitility.await().until(client::isClosed);
        assertThat(server.protocol().view().counters().errors().keySet()).allMatch(id -> id.startsWith("Stream"));
    }

    @Test
    void shouldRefuseARequestThatIsTooLarge() {
        restart(Map.of("max-request", "4k"));
        FakeConnection client = server.connect();
        client.send("{\"method\":\"" + "x".repeat(5000));

        assertThat(member(client.reply(0), "error")).isEqualTo("StreamLimit");
        Awaitility.await().until(client::isClosed);
    }

    @Test
    void shouldBoundUnfinishedRequestsOfAllClientsTogether() {
        restart(Map.of("request-memory", "100k"));
        FakeConnection first = server.connect();
        FakeConnection second = server.connect();
        first.send("{\"method\":\"" + "x".repeat(60_000));
        second.send("{\"method\":\"" + "x".repeat(60_000));

        assertThat(member(second.reply(0), "error")).isEqualTo("SessionRequestMemory");
        Awaitility.await().until(second::isClosed);
        assertThat(server.protocol().view().counters().requestBytes()).isBetween(60_000L, 61_000L);
        first.breakOff();
        assertThat(server.protocol().view().counters().requestBytes()).isZero();
    }

    @Test
    void shouldDropHalfARequestQuietlyWhenItsClientEnds() {
        FakeConnection client = server.connect();
        client.send("{\"method\":\"process\",\"params\":{\"fileData\":");
        assertThat(client.messageIsOpen()).isTrue();
        client.end();

        Awaitility.await().until(client::isClosed);
        assertThat(client.text()).isEmpty();
        assertThat(server.protocol().view().counters().halfRequests()).isEqualTo(1);
    }

    @Test
    void shouldStillAnswerAClientThatHasEndedItsStream() {
        FakeConnection client = server.connect();
        client.send(FIND.formatted("") + "\r\n{\"checkStatus\":1}\r\n");
        client.end();

        assertThat(member(client.reply(0), "result")).isEqualTo("4");
        assertThat(member(client.reply(1), "result")).isEqualTo("true");
        Awaitility.await().until(client::isClosed);
    }

    @Test
    void shouldDealConnectionsToProcessesAndKeepThemApart() {
        restart(Map.of("process-count", "3"));
        List<FakeConnection> clients = List.of(server.connect(), server.connect(), server.connect());
        List<String> found = clients.stream()
                .map(client -> client.ask(FIND.formatted(",\"suspend\":true,\"destroy\":false")))
                .toList();

        assertThat(found.stream().map(reply -> member(reply, "reconnect"))).containsExactly("45001", "45002", "45003");
        for (int i = 0; i < 3; i++) {
            for (int process = 1; process <= 3; process++) {
                String page =
                        server.connect("reconnect." + process).ask(fetch(member(found.get(i), "id"), "start", 0, 1));
                assertThat(member(page, "error")).isEqualTo(process == i + 1 ? "" : "HandlerIdUnknown");
            }
        }
    }

    @Test
    void shouldDrainAProcessUntilItsLastHandlerHasGone() {
        restart(Map.of("process-count", "2"));
        FakeConnection one = server.connect();
        FakeConnection two = server.connect();
        one.ask(FIND.formatted(""));
        String kept = two.ask(FIND.formatted(",\"suspend\":1,\"destroy\":0"));
        two.breakOff();

        server.configure(Map.of("process-count", "1"));

        assertThat(server.protocol().processes()).containsExactly(1, 2);
        assertThat(member(server.connect().ask(FIND.formatted(",\"suspend\":1")), "reconnect"))
                .isEqualTo("45001");
        FakeConnection back = server.connect("reconnect.2");
        assertThat(rownums(back.ask(fetch(member(kept, "id"), "start", 0, 1)))).containsExactly("1");
        back.ask("{\"method\":\"setMatchLimit\",\"id\":\"" + member(kept, "id") + "\",\"destroy\":1}");
        back.breakOff();
        assertThat(server.protocol().processes()).containsExactly(1);
    }

    @Test
    void shouldRefuseMoreHandlersAndContextsThanItMayHold() {
        restart(Map.of("max-handlers-per-context", "2", "max-contexts", "1"));
        FakeConnection client = server.connect();
        client.ask(FIND.formatted(""));
        client.ask(FIND.formatted(""));
        String refused = client.ask(FIND.formatted(""));
        String other = server.connect().ask("{\"checkStatus\":1}");

        assertThat(member(refused, "error")).isEqualTo("SessionHandlerLimit");
        assertThat(refused).contains("\"max-handlers-per-context\",\r\n\t\t2").contains("\"code\" : 503");
        assertThat(member(other, "error")).isEqualTo("SessionContextLimit");
        assertThat(server.protocol().view().counters().errors())
                .containsEntry("SessionHandlerLimit", 1L)
                .containsEntry("SessionContextLimit", 1L);
    }

    @Test
    void shouldRefuseResultsThatDoNotFitInMemory() {
        restart(Map.of("result-memory", "4k"));
        FakeConnection client = server.connect();
        for (int i = 0; i < 256; i++) {
            assertThat(member(client.ask(FIND.formatted("")), "status")).isEqualTo("ok");
        }

        assertThat(member(client.ask(FIND.formatted("")), "error")).isEqualTo("SessionResultMemory");
        client.breakOff();
        assertThat(member(server.connect().ask(FIND.formatted("")), "status")).isEqualTo("ok");
    }

    @Test
    void shouldAnswerWhileTheCatalogueIsAway() {
        FakeConnection client = server.connect();
        String id = member(client.ask(FIND.formatted("")), "id");
        server.catalogue(Optional.empty());

        assertThat(member(client.ask(FIND.formatted("")), "error")).isEqualTo("ModuleUnavailable");
        assertThat(member(client.ask(fetch(id, "start", 0, 1)), "error")).isEqualTo("ModuleUnavailable");
        server.catalogue(Optional.of(museum.catalogue()));
        assertThat(rownums(client.ask(fetch(id, "start", 0, 1)))).containsExactly("1");
    }

    @Test
    void shouldSendALargeReplyAsFastAsTheClientTakesIt() {
        restart(Map.of("process-count", "1"));
        FakeConnection client = server.connect();
        String id = member(client.ask(FIND.formatted("")), "id");
        client.writable(false);
        client.send(fetch(id, "start", 0, -1) + "\r\n");
        Awaitility.await().until(() -> server.protocol().view().counters().replyBytes() > 0);
        assertThat(client.replies()).hasSize(1);

        client.writable(true);

        assertThat(rownums(client.reply(1))).containsExactly("1", "2", "3", "4");
        assertThat(server.protocol().view().counters().replyBytes()).isZero();
    }

    @Test
    void shouldGoOnPagingInNewCode() {
        FakeConnection client = server.connect();
        String first = client.ask(FIND.formatted(",\"suspend\":true"));
        String id = member(first, "id");
        client.ask(
                "{\"method\":\"addFetchSet\",\"params\":{\"name\":\"who\",\"columns\":[\"NamLast\",\"irn\"]},\"id\":\""
                        + id + "\"}");
        assertThat(rownums(client.ask(fetch(id, "start", 0, 2)))).containsExactly("1", "2");
        client.send(fetch(id, "current", 1, 1).substring(0, 40));

        server.swap(false);
        client.send(fetch(id, "current", 1, 1).substring(40) + "\r\n");

        String next = client.reply(3);
        assertThat(rownums(next)).containsExactly("3");
        assertThat(member(next, "context")).isEqualTo(member(first, "context"));
        assertThat(member(next, "reconnect")).isEqualTo("45001");
        String named = client.ask(fetch(id, "current", 1, 1).replace("\"NamLast\"", "\"who\""));
        assertThat(named).contains("\"NamLast\" : \"Wood\"", "\"irn\" : 4", "\"rownum\" : 4");
        client.breakOff();
        assertThat(server.protocol().view().handlers()).isEmpty();
        assertThat(server.protocol().view().contexts()).isEmpty();
    }

    @Test
    void shouldAnswerAfterASwapWhatWasPipelinedBeforeIt() {
        restart(Map.of("pipeline-pause", "10s"));
        FakeConnection client = server.connect();
        client.send("{\"checkStatus\":1}\r\n{\"checkStatus\":1}\r\n");
        client.reply(0);

        server.swap(false);

        assertThat(member(client.reply(1), "status")).isEqualTo("ok");
    }

    @Test
    void shouldNotTakeAStrangersBytesForAnId() {
        byte[] request =
                ("{\"method\":\"fetch\",\"id\":\"" + "f".repeat(32) + "\"}\r\n").getBytes(StandardCharsets.UTF_8);
        FakeConnection client = server.connect();
        client.send(request);

        assertThat(member(client.reply(0), "error")).isEqualTo("HandlerIdUnknown");
    }
}
