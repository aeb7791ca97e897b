package io.fairlead.imu;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.testing.Accounts;
import io.fairlead.imu.testing.CapturedRequests;
import io.fairlead.imu.testing.LiveServer;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.SocketClient;
import io.fairlead.transport.Binding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Log-ins, updates and visibility over sockets, with the requests that the published clients send. */
@Timeout(60)
abstract class AccessContract {
    private static final String FIND = "{\"method\":\"findTerms\",\"params\":[\"and\",[]],\"name\":\"Module\","
            + "\"create\":\"eparties\",\"destroy\":false}";

    @TempDir
    Path home;

    private Museum museum;
    private LiveServer live;
    private ImuServer server;

    abstract String jdbcUrl();

    abstract String host();

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(home.resolve("etc"));
        new Accounts(home.resolve("etc"));
        museum = new Museum(jdbcUrl());
        live = new LiveServer(home, host());
        startServer();
    }

    @AfterEach
    void stop() {
        server.deactivate(Binding.CONFIGURATION_DELETED);
        live.close();
        museum.close();
    }

    private void startServer(String... settings) {
        List<String> all = new ArrayList<>(List.of("main-port", "33020", "reconnect-port", "33021"));
        all.addAll(List.of(settings));
        server = new ImuServer(
                live.context(),
                LiveServer.properties(all.toArray(String[]::new)),
                live.lastGood(),
                live.parts(),
                live.transport());
        server.addCatalogue(museum.catalogue());
        server.start();
    }

    private void restart(String... settings) {
        server.deactivate(Binding.CONFIGURATION_DELETED);
        startServer(settings);
    }

    private SocketClient connect() throws IOException {
        return new SocketClient(host(), 33020);
    }

    /** Sends a captured request with id and context of the reply before. */
    private static String replay(SocketClient client, String vector, String before) throws IOException {
        client.send(CapturedRequests.request(vector, before));
        return client.reply();
    }

    private static String member(String reply, String name) {
        return SocketClient.member(reply, name);
    }

    private String error(String reply) {
        assertThat(member(reply, "status")).as(reply).isEqualTo("error");
        return member(reply, "error");
    }

    @ParameterizedTest
    @CsvSource({
        "R-PHP-8, R-PHP-9",
        "R-PERL-2, R-PERL-3",
        "R-NODE-5, R-NODE-6",
        "R-JAVA-2, R-PHP-9",
        "R-NET-2, R-PERL-3",
        "R-PY-3, R-PY-4"
    })
    void case11ALogInOfEachClientGivesAHandlerMadeBeforeTheNewAccess(String login, String logout) throws IOException {
        try (SocketClient client = connect()) {
            String before = client.ask(FIND);
            String loggedIn = replay(client, login, before);
            String again = "{\"method\":\"findTerms\",\"params\":[\"and\",[]],\"id\":\"" + member(before, "id") + "\"}";
            String during = client.ask(again);
            String loggedOut = replay(client, logout, before);
            String after = client.ask(again);

            assertThat(loggedIn)
                    .isEqualTo("{\r\n\t\"status\" : \"ok\",\r\n\t\"result\" : true,\r\n\t\"context\" : \""
                            + member(before, "context") + "\"\r\n}\r\n");
            assertThat(loggedOut).isEqualTo(loggedIn);
            assertThat(List.of(before, during, after))
                    .extracting(reply -> member(reply, "result"))
                    .containsExactly("4", "5", "4");
        }
    }

    @ParameterizedTest
    @CsvSource({"R-PHP-9", "R-PERL-3", "R-NODE-6", "R-PY-4"})
    void case11ALogOutWithoutALogInSucceeds(String logout) throws IOException {
        try (SocketClient client = connect()) {
            assertThat(member(replay(client, logout, ""), "status")).isEqualTo("ok");
        }
    }

    @Test
    void case11WhatIsNoLogInIsRefusedAndTheConnectionStaysUsable() throws IOException {
        try (SocketClient client = connect()) {
            for (String request : List.of(
                    "{\"login\":\"emu\",\"password\":\"wrong\",\"spawn\":1}",
                    "{\"login\":\"emu\",\"password\":null}",
                    "{\"login\":null}",
                    "{\"login\":\"emu\",\"password\":\"secret\",\"group\":\"others\"}")) {
                String reply = client.ask(request);
                assertThat(error(reply)).isEqualTo("SessionLoginFailed");
                assertThat(reply)
                        .contains("\"args\" : [\r\n", "\"code\" : 500,")
                        .doesNotContain(" : 403");
            }
            assertThat(member(client.ask(FIND), "result")).isEqualTo("4");
            assertThat(member(client.ask("{\"login\":\"emu\",\"password\":\"secret\",\"group\":\"staff\"}"), "result"))
                    .isEqualTo("true");
        }
    }

    @Test
    void case12LicencesAreHeldAndRefusedWithCode403() throws IOException {
        restart("server-pool", "3", "licence-total", "4");
        AccessCommands commands = new AccessCommands();
        commands.addServer(server);
        try (SocketClient first = connect();
                SocketClient second = connect()) {
            assertThat(server.view().licencesHeld()).isEqualTo(3);
            replay(first, "R-PHP-8", "");
            assertThat(server.view().licencesHeld()).isEqualTo(4);
            String refused = replay(second, "R-PY-3", "");

            assertThat(refused)
                    .isEqualTo(
                            "{\r\n\t\"status\" : \"error\",\r\n\t\"error\" : \"SessionLicence\",\r\n\t\"args\" : [\r\n"
                                    + "\t\t\"no licences\"\r\n\t],\r\n\t\"code\" : 403,\r\n\t\"context\" : \""
                                    + member(refused, "context") + "\"\r\n}\r\n");
            assertThat(commands.licences())
                    .startsWith("io.fairlead.imu~live: 4 licences held of 4\n  server pool: 3, from start to stop\n"
                            + "  emu (admin) from 127.0.0.1 since 2");
            first.ask("{\"logout\":1}");
            assertThat(member(replay(second, "R-PY-3", ""), "status")).isEqualTo("ok");
            assertThat(server.view().licencesHeld()).isEqualTo(4);
        }
    }

    @Test
    void case13UpdatesAreRefusedAllowedAfterALogInAndNeverWithNo() throws IOException {
        try (SocketClient client = connect()) {
            String before = client.ask(FIND);
            for (String vector : List.of("R-PHP-10", "R-PHP-11", "R-PHP-12", "R-PHP-13")) {
                assertThat(replay(client, vector, before))
                        .isEqualTo("{\r\n\t\"status\" : \"error\",\r\n\t\"error\" : \"ModuleUpdatesNotAllowed\",\r\n"
                                + "\t\"args\" : [\r\n\t\t\"authenticated\",\r\n\t\t\"default\"\r\n\t],\r\n"
                                + "\t\"code\" : 500,\r\n\t\"context\" : \"" + member(before, "context")
                                + "\"\r\n}\r\n");
            }
            replay(client, "R-PHP-8", before);
            assertThat(replay(client, "R-PHP-10", before)).contains("\"NamFirst\" : \"Chris\"");
        }
        restart("allow-updates", "no");
        try (SocketClient client = connect()) {
            String before = client.ask(FIND);
            replay(client, "R-PHP-8", before);
            assertThat(replay(client, "R-PHP-10", before))
                    .contains("\"ModuleUpdatesNotAllowed\"", "\"no\",\r\n\t\t\"authenticated\"");
        }
    }

    @Test
    void case14InsertUpdateAndRemoveAnswerWithWhatTheyDid() throws IOException {
        try (SocketClient client = connect()) {
            replay(client, "R-PHP-8", "");
            String found = client.ask(FIND);
            String inserted = replay(client, "R-PHP-10", found);
            String empty = replay(client, "R-PHP-11", found);
            String updated = replay(client, "R-PHP-12", found);
            String removed = replay(client, "R-PHP-13", found);
            String rest = client.ask("{\"method\":\"fetch\",\"params\":{\"flag\":\"start\",\"count\":9},\"id\":\""
                    + member(found, "id") + "\"}");

            assertThat(inserted)
                    .contains(
                            "\"result\" : {\r\n\t\t\"rownum\" : 1,\r\n\t\t\"irn\" : 6,\r\n\t\t\"NamFirst\" : \"Chris\",\r\n"
                                    + "\t\t\"NamOtherNames_tab\" : [\r\n\t\t\t\"Christopher\",\r\n\t\t\t\"Froomey\"\r\n\t\t]\r\n\t},");
            assertThat(empty).contains("\"result\" : {\r\n\t\t\"rownum\" : 1,\r\n\t\t\"irn\" : 7\r\n\t},");
            assertThat(updated).contains("\"count\" : 5,", "\"hits\" : 5,", "\"NamFirst\" : \"Christopher\"");
            assertThat(member(removed, "result")).isEqualTo("5");
            assertThat(rest).contains("\"count\" : 0,", "\"hits\" : 0,", "\"rows\" : [\r\n\t\t]");
            assertThat(member(client.ask(FIND), "result")).isEqualTo("2");
        }
    }

    @Test
    void case23WhatIsNotPublishedIsSeenAfterALogInOnly() throws IOException {
        String works = "{\"method\":\"findTerms\",\"params\":[\"and\",[[\"CreCreatorRef_tab\",5,null]]],"
                + "\"name\":\"Module\",\"create\":\"ecatalogue\"}";
        String fetch = "{\"method\":\"fetch\",\"params\":{\"flag\":\"start\",\"count\":1,"
                + "\"columns\":\"CreCreatorRef_tab.(NamLast)\"},\"id\":\"%s\"}";
        String made = "{\"method\":\"fetch\",\"params\":{\"flag\":\"start\",\"count\":1,"
                + "\"columns\":\"<ecatalogue:OwnOwnerRef>.(TitMainTitle)\"},\"id\":\"%s\"}";
        try (SocketClient client = connect()) {
            assertThat(member(client.ask(FIND.replace("[]", "[[\"NamLast\",\"hidden\",null]]")), "result"))
                    .isEqualTo("0");
            assertThat(member(client.ask(works), "result"))
                    .as("works by somebody who is not published")
                    .isEqualTo("0");
            replay(client, "R-PHP-8", "");
            String seen = client.ask(works);
            assertThat(member(seen, "result")).isEqualTo("1");
            String hidden = client.ask(FIND.replace("[]", "[[\"NamLast\",\"hidden\",null]]"));
            assertThat(member(hidden, "result")).isEqualTo("1");
            assertThat(client.ask(made.formatted(member(hidden, "id")))).contains("\"TitMainTitle\" : \"Calm\"");
            assertThat(client.ask(fetch.formatted(member(seen, "id")))).contains("\"NamLast\" : \"Hidden\"");

            client.ask("{\"logout\":true}");
            assertThat(client.ask(fetch.formatted(member(seen, "id"))))
                    .contains("\"Smith\"")
                    .doesNotContain("Hidden");
        }
        restart("visibility-when-authenticated", "intranet");
        try (SocketClient client = connect()) {
            replay(client, "R-PHP-8", "");
            assertThat(member(client.ask(FIND), "result")).isEqualTo("0");
        }
    }

    @Test
    void shouldApplyTheRulesOfTheGroupEverywhereAndAgainWhenTheFileIsSaved() throws IOException {
        Path rules = home.resolve("etc/imu.rules");
        Files.writeString(rules, """
                eparties    admin  read   NamLast <> 'Hidden'
                eparties    admin  write  NamRoles_tab contains 'artist'
                ecatalogue  *      write  none
                """);
        restart("rules", "etc/imu.rules", "allow-updates", "authenticated");
        String update =
                "{\"method\":\"update\",\"params\":{\"flag\":\"start\",\"count\":1,\"values\":{\"NamTitle\":\"x\"}},"
                        + "\"id\":\"%s\"}";
        String find = "{\"method\":\"findKeys\",\"params\":[%s],\"name\":\"Module\",\"create\":\"%s\"}";
        try (SocketClient client = connect()) {
            replay(client, "R-PHP-8", "");
            assertThat(member(client.ask(FIND), "result")).isEqualTo("4");
            assertThat(member(client.ask(find.formatted("5", "eparties")), "result"))
                    .isEqualTo("0");
            String artist = client.ask(find.formatted("1", "eparties"));
            String donor = client.ask(find.formatted("2", "eparties"));
            String work = client.ask(find.formatted("11", "ecatalogue"));
            assertThat(member(client.ask(update.formatted(member(artist, "id"))), "status"))
                    .isEqualTo("ok");
            String refused = client.ask(update.formatted(member(donor, "id")));
            assertThat(error(refused)).isEqualTo("ModuleRecordNotAllowed");
            assertThat(refused).contains("\"args\" : [\r\n\t\t\"eparties\",\r\n\t\t\"2\"\r\n\t]");
            assertThat(client.ask(
                            "{\"method\":\"fetch\",\"params\":{\"count\":1,\"columns\":\"CreCreatorRef_tab.(NamLast)\"},"
                                    + "\"id\":\"" + member(work, "id") + "\"}"))
                    .contains("\"Smith\"")
                    .doesNotContain("Hidden");
            assertThat(error(client.ask(
                            "{\"method\":\"remove\",\"params\":{\"count\":1},\"id\":\"" + member(work, "id") + "\"}")))
                    .isEqualTo("ModuleRecordNotAllowed");

            client.ask("{\"login\":\"emu\",\"password\":\"secret\",\"group\":\"staff\"}");
            assertThat(member(client.ask(FIND), "result")).isEqualTo("5");

            Files.writeString(rules, "eparties * read NamLast = 'Wood'\n");
            Awaitility.await().until(() -> member(client.ask(FIND), "result").equals("2"));
            Files.writeString(rules, "eparties * see everything\n");
            Awaitility.await()
                    .until(() -> live.told().getOrDefault("settings", "").contains("line 1"));
            assertThat(member(client.ask(FIND), "result")).isEqualTo("2");
            Files.writeString(rules, "* * read NoSuchColumn = 'x'\n");
            Awaitility.await().until(() -> member(client.ask(FIND), "result").equals("0"));
        }
        assertThat(Map.copyOf(live.told())).doesNotContainKey("failed");
    }
}
