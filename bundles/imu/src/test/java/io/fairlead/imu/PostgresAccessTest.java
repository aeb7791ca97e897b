package io.fairlead.imu;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalogue.jdbc.PostgresServer;
import io.fairlead.imu.testing.SocketClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresAccessTest extends AccessContract {
    private static final String HOST = "127.0.0.22";
    private static final int CLIENTS = 4;

    private final AtomicInteger databases = new AtomicInteger();
    private PostgresServer postgres = PostgresServer.none();

    @BeforeAll
    void startPostgres() throws IOException, InterruptedException {
        postgres = PostgresServer.start();
    }

    @AfterAll
    void stopPostgres() throws IOException, InterruptedException {
        postgres.stop();
    }

    @Override
    String jdbcUrl() {
        try {
            return postgres.newDatabase("museum" + databases.incrementAndGet());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    String host() {
        return HOST;
    }

    /** What the clients of one run were answered. */
    private static final class Answers {
        final Set<String> inserted = new ConcurrentSkipListSet<>();
        final Set<String> errors = new ConcurrentSkipListSet<>();
        final AtomicInteger fetched = new AtomicInteger();
        final AtomicBoolean over = new AtomicBoolean();
    }

    @Test
    void shouldAnswerWithAnErrorIdWhileTheDatabaseIsAwayAndServeAgainByItself()
            throws IOException, InterruptedException {
        Answers answers = new Answers();
        List<Thread> clients = new ArrayList<>();
        for (int number = 0; number < CLIENTS; number++) {
            boolean writes = number % 2 == 0;
            Thread client = new Thread(() -> work(writes, answers));
            client.start();
            clients.add(client);
        }
        await(() -> answers.inserted.size() > 5 && answers.fetched.get() > 5);

        postgres.kill();
        await(() -> !answers.errors.isEmpty());
        postgres.startAgain();
        int inserted = answers.inserted.size();
        int fetched = answers.fetched.get();
        await(() -> answers.inserted.size() > inserted + 5 && answers.fetched.get() > fetched + 5);
        answers.over.set(true);
        for (Thread client : clients) {
            client.join();
        }

        assertThat(answers.errors).containsExactly("ModuleUnavailable 503");
        try (SocketClient client = new SocketClient(HOST, 33020)) {
            client.ask("{\"login\":\"emu\",\"password\":\"secret\"}");
            String all = client.ask("{\"method\":\"findTerms\",\"params\":[\"and\",[[\"NamLast\",\"both\",null]]],"
                    + "\"name\":\"Module\",\"create\":\"eparties\"}");
            String rows = client.ask("{\"method\":\"fetch\",\"params\":{\"flag\":\"start\",\"count\":-1,"
                    + "\"columns\":\"irn,NamRoles_tab\"},\"id\":\"" + SocketClient.member(all, "id") + "\"}");
            assertThat(rows.split("\"both\"", -1).length - 1)
                    .as("records with both halves")
                    .isEqualTo(Integer.parseInt(SocketClient.member(all, "result")))
                    .isBetween(answers.inserted.size(), answers.inserted.size() + CLIENTS / 2);
            assertThat(answers.inserted).allSatisfy(irn -> assertThat(rows).contains("\"irn\" : " + irn + ",\r\n"));
        }
    }

    private static void work(boolean writes, Answers answers) {
        String insert =
                "{\"method\":\"insert\",\"params\":{\"values\":{\"NamLast\":\"both\",\"NamRoles_tab\":[\"both\"]}},"
                        + "\"name\":\"Module\",\"create\":\"eparties\",\"destroy\":true}";
        String find =
                "{\"method\":\"findTerms\",\"params\":[\"and\",[[\"NamLast\",\"wood\",null]]],\"name\":\"Module\","
                        + "\"create\":\"eparties\"}";
        try (SocketClient client = new SocketClient(HOST, 33020)) {
            client.ask("{\"login\":\"emu\",\"password\":\"secret\"}");
            String id = "";
            while (!answers.over.get()) {
                String reply = client.ask(
                        id.isEmpty()
                                ? writes ? insert : find
                                : (writes ? insert : find)
                                        .replaceFirst(
                                                "\"name\":\"Module\",\"create\":\"eparties\"",
                                                "\"id\":\"" + id + "\""));
                if (SocketClient.member(reply, "status").equals("ok")) {
                    id = SocketClient.member(reply, "id");
                    note(writes, reply, answers);
                } else {
                    answers.errors.add(SocketClient.member(reply, "error") + " " + SocketClient.member(reply, "code"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void note(boolean writes, String reply, Answers answers) {
        if (writes) {
            answers.inserted.add(reply.replaceFirst("(?s).*\"irn\" : (\\d+).*", "$1"));
        } else {
            assertThat(SocketClient.member(reply, "result")).isEqualTo("2");
            answers.fetched.incrementAndGet();
        }
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }
}
