package io.fairlead.imu.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.testing.Accounts;
import io.fairlead.imu.testing.FakeConnection;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.Server;
import io.fairlead.imu.testing.SocketClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class LoginTest {
    private static final String LOGIN = "{\"login\":\"emu\",\"password\":\"secret\",\"spawn\":true}";
    private static final String LOGOUT = "{\"logout\":true}";
    private static final String FIND_ALL = "{\"method\":\"findTerms\",\"params\":[\"and\",[]],\"name\":\"Module\","
            + "\"create\":\"eparties\",\"destroy\":false}";

    @TempDir
    Path folder;

    private Museum museum;
    private Accounts accounts;
    private Server server;

    @BeforeEach
    void start() {
        museum = new Museum();
        accounts = new Accounts(folder);
        server = new Server(museum.catalogue(), settings());
    }

    @AfterEach
    void close() {
        server.close();
        museum.close();
    }

    private Map<String, String> settings(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>();
        settings.put("users", accounts.file());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return settings;
    }

    private void restart(String... keysAndValues) {
        server.close();
        server = new Server(museum.catalogue(), settings(keysAndValues));
    }

    private static String member(String reply, String name) {
        return SocketClient.member(reply, name);
    }

    private static void assertOk(String reply) {
        assertThat(member(reply, "status")).as(reply).isEqualTo("ok");
    }

    private static String find(FakeConnection client) {
        return member(client.ask(FIND_ALL), "result");
    }

    private static String call(String id, String method, String params) {
        return "{\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":\"" + id + "\"}";
    }

    private int held() {
        return server.protocol().view().licencesHeld();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'login':'emu','password':'secret','group':null,'spawn':true} | ok",
                "{'login':'emu','password':'secret','spawn':0} | ok",
                "{'login':'emu','password':'secret','group':'staff'} | ok",
                "{'login':'emu','password':'secret','group':''} | ok",
                "{'login':'emu','password':'secret','group':'others'} | SessionLoginFailed",
                "{'login':'emu','password':'Secret'} | SessionLoginFailed",
                "{'login':'emu','password':''} | SessionLoginFailed",
                "{'login':'emu','password':null} | SessionLoginFailed",
                "{'login':'emu'} | SessionLoginFailed",
                "{'login':'nobody','password':'secret'} | SessionLoginFailed",
                "{'login':null} | SessionLoginFailed",
                "{'login':null,'password':null,'group':null,'spawn':true} | SessionLoginFailed",
                "{'login':'','password':''} | SessionLoginFailed",
                "{'login':['emu'],'password':'secret'} | HandlerParams",
                "{'login':'emu','password':{}} | HandlerParams"
            })
    void shouldLetInWhoHasTheRightPasswordAndNobodyElse(String request, String outcome) {
        FakeConnection client = server.connect();

        String reply = client.ask(request.replace('\'', '"'));

        if (outcome.equals("ok")) {
            assertOk(reply);
            assertThat(member(reply, "result")).isEqualTo("true");
            assertThat(find(client)).isEqualTo("5");
        } else {
            assertThat(member(reply, "error")).isEqualTo(outcome);
            assertThat(member(reply, "code")).isEqualTo("500");
            assertThat(find(client)).isEqualTo("4");
            assertThat(held()).isEqualTo(1);
        }
        assertThat(member(reply, "context")).hasSize(32);
    }

    @Test
    void shouldRefuseEveryLogInWhereThereAreNoUsers() {
        accounts.remove("emu");

        assertThat(member(server.connect().ask(LOGIN), "error")).isEqualTo("SessionLoginNotAllowed");
    }

    @Test
    void shouldTrustAddressesThatAreConfiguredWithoutAPassword() {
        restart("null-password", "127.0.0.0/8");

        assertOk(server.connect().ask("{\"login\":\"emu\",\"password\":null}"));
        assertThat(member(server.connect().ask("{\"login\":\"nobody\",\"password\":null}"), "error"))
                .isEqualTo("SessionLoginFailed");
        assertThat(member(server.connect().ask("{\"login\":\"emu\",\"password\":\"wrong\"}"), "error"))
                .isEqualTo("SessionLoginFailed");
    }

    @Test
    void shouldGiveAHandlerThatWasMadeBeforeTheNewAccessAndTakeItBack() {
        FakeConnection client = server.connect();
        String before = client.ask(FIND_ALL);
        String id = member(before, "id");
        String context = member(before, "context");

        String login = client.ask(LOGIN);
        String during = client.ask(call(id, "findTerms", "[\"and\",[]]"));
        String logout = client.ask(LOGOUT);
        String after = client.ask(call(id, "fetch", "{\"flag\":\"start\",\"offset\":0,\"count\":-1}"));

        assertThat(member(login, "context")).isEqualTo(context);
        assertThat(member(before, "result")).isEqualTo("4");
        assertThat(member(during, "result")).isEqualTo("5");
        assertOk(logout);
        assertThat(after).contains("\"count\" : 4,", "\"hits\" : 4,");
    }

    @Test
    void shouldKeepAHandlerThatWasMadeWhileLoggedInToItsOwnContext() {
        FakeConnection client = server.connect();
        client.ask(LOGIN);
        String id = member(client.ask(FIND_ALL), "id");
        String fetch = call(id, "fetch", "{\"flag\":\"start\",\"count\":1}");

        assertThat(member(server.connect().ask(fetch), "error")).isEqualTo("HandlerIdUnknown");
        client.ask(LOGOUT);
        assertThat(member(server.connect().ask(fetch), "error")).isEqualTo("HandlerIdUnknown");
        assertOk(client.ask(fetch));
    }

    @Test
    void shouldAllowChangesOnlyWhileLoggedIn() {
        FakeConnection client = server.connect();
        String insert = "{\"method\":\"insert\",\"params\":{\"values\":{\"NamLast\":\"new\"}},\"name\":\"Module\","
                + "\"create\":\"eparties\"}";

        assertThat(client.ask(insert)).contains("\"ModuleUpdatesNotAllowed\"", "\"authenticated\",", "\"default\"\r\n");
        client.ask(LOGIN);
        assertOk(client.ask(insert));
        client.ask(LOGOUT);
        assertThat(member(client.ask(insert), "error")).isEqualTo("ModuleUpdatesNotAllowed");
        restart("allow-updates", "no");
        FakeConnection other = server.connect();
        other.ask(LOGIN);
        assertThat(other.ask(insert)).contains("\"ModuleUpdatesNotAllowed\"", "\"no\",", "\"authenticated\"\r\n");
    }

    @ParameterizedTest
    @CsvSource({"{\"logout\":true}", "{\"logout\":1}", "{\"checkStatus\":true}", "{\"checkStatus\":1}"})
    void shouldAnswerWithoutALogIn(String request) {
        assertThat(member(server.connect().ask(request), "result")).isEqualTo("true");
    }

    @Test
    void shouldNotLogOutWhoSaysFalse() {
        FakeConnection client = server.connect();
        client.ask(LOGIN);
        client.ask("{\"logout\":false}");

        assertThat(find(client)).isEqualTo("5");
    }

    @Test
    void shouldLeaveALogInAsItWasWhenAnotherFailsAndHoldOneLicenceForOneContext() {
        FakeConnection client = server.connect();
        client.ask(LOGIN);
        client.ask("{\"login\":\"emu\",\"password\":\"wrong\"}");
        assertThat(find(client)).isEqualTo("5");
        assertThat(held()).isEqualTo(2);

        client.ask("{\"login\":\"emu\",\"password\":\"secret\",\"group\":\"staff\"}");
        assertThat(held()).isEqualTo(2);
        assertThat(server.protocol().view().licences())
                .extracting(ImuView.LicenceLine::user, ImuView.LicenceLine::group, ImuView.LicenceLine::since)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("emu", "staff", Server.CLOCK.instant()));
    }

    @Test
    void shouldRefuseWithCode403WhenThereIsNoLicence() {
        restart("licence-total", "2");
        FakeConnection first = server.connect();
        assertOk(first.ask(LOGIN));

        String refused = server.connect().ask(LOGIN);

        assertThat(member(refused, "error")).isEqualTo("SessionLicence");
        assertThat(refused).contains("\"args\" : [\r\n\t\t\"no licences\"\r\n\t],\r\n\t\"code\" : 403,");
        first.ask(LOGOUT);
        assertOk(server.connect().ask(LOGIN));
        assertThat(server.protocol().view().counters().licencesRefused()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"max-logins-per-user", "max-logins-per-address"})
    void shouldBoundTheLogInsOfOneUserAndOfOneAddress(String setting) {
        restart(setting, "2");
        server.connect().ask(LOGIN);
        server.connect().ask(LOGIN);

        assertThat(server.connect().ask(LOGIN)).contains("\"SessionLicence\"", "\"" + setting + "\"", " : 403");
    }

    @Test
    void shouldGiveTheLicenceBackWhenTheContextTimesOutAndNotBefore() {
        restart("context-timeout", "1h", "handler-timeout", "2s");
        FakeConnection client = server.connect();
        client.ask(LOGIN);
        client.end();
        assertThat(held()).as("the client has left without a log-out").isEqualTo(2);

        server.transport().pass(Duration.ofMinutes(59));
        assertThat(held()).isEqualTo(2);
        server.transport().pass(Duration.ofMinutes(2));

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> held() == 1);
        assertThat(server.protocol().view().contexts()).isEmpty();
    }

    @Test
    void shouldSlowDownWhoGuessesAndNotTheOthers() {
        restart("login-failures", "3");
        accounts.put("anna", "right", "users");
        FakeConnection guesser = server.connect();
        for (int i = 0; i < 3; i++) {
            assertThat(member(guesser.ask("{\"login\":\"emu\",\"password\":\"guess\"}"), "error"))
                    .isEqualTo("SessionLoginFailed");
        }

        String blocked = guesser.ask(LOGIN);

        assertThat(member(blocked, "error")).isEqualTo("SessionLoginLimit");
        assertThat(member(blocked, "code")).isEqualTo("503");
        assertOk(server.connect().ask("{\"login\":\"anna\",\"password\":\"right\"}"));
        server.transport().pass(Duration.ofSeconds(61));
        assertOk(guesser.ask(LOGIN));
    }

    @Test
    void shouldLogOutWhoIsNoLongerAUser() {
        restart("handler-timeout", "2s");
        FakeConnection client = server.connect();
        client.ask(LOGIN);
        assertThat(find(client)).isEqualTo("5");

        accounts.remove("emu");

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> held() == 1);
        assertThat(find(client)).isEqualTo("4");
    }

    @Test
    void shouldKeepLogInsLicencesAndAccessOverASwap() {
        FakeConnection client = server.connect();
        client.ask(LOGIN);
        String id = member(client.ask(FIND_ALL), "id");

        server.swap(false);

        assertThat(find(client)).isEqualTo("5");
        assertThat(held()).isEqualTo(2);
        assertThat(server.protocol().view().licences())
                .extracting(ImuView.LicenceLine::group, ImuView.LicenceLine::since)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("admin", Server.CLOCK.instant()));
        assertThat(member(server.connect().ask(call(id, "fetch", "{\"count\":1}")), "error"))
                .as("it is still found with its own context only")
                .isEqualTo("HandlerIdUnknown");
        client.ask(LOGOUT);
        assertThat(held()).isEqualTo(1);
        assertThat(client.ask(call(id, "fetch", "{\"count\":-1}"))).contains("\"hits\" : 4,");
    }

    @Test
    void shouldAnswerCallsOfALogInBesideTheServerPool() {
        FakeConnection client = server.connect();
        client.ask(LOGIN);
        for (String reply : List.of(client.ask(FIND_ALL), client.ask(FIND_ALL))) {
            assertThat(member(reply, "result")).isEqualTo("5");
        }
        assertThat(server.protocol().view().working()).as("of the server pool").isZero();
    }
}
