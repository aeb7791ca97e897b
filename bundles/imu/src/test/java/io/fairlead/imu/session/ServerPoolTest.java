package io.fairlead.imu.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalogue.Catalogue;
import io.fairlead.catalogue.View;
import io.fairlead.imu.testing.FakeConnection;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.Server;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server pool, with a catalogue whose searches last until the test lets them go. */
@Timeout(30)
class ServerPoolTest {
    private static final String FIND = "{\"method\":\"findTerms\",\"params\":[\"and\",[]],\"name\":\"Module\","
            + "\"create\":\"eparties\",\"destroy\":0}";

    private final Semaphore mayEnd = new Semaphore(0);
    private final AtomicInteger searching = new AtomicInteger();
    private Museum museum;
    private Server server;

    @BeforeEach
    void open() {
        museum = new Museum();
    }

    @AfterEach
    void close() {
        mayEnd.release(1000);
        server.close();
        museum.close();
    }

    private void start(Map<String, String> settings) {
        Catalogue slow = proxy(Catalogue.class, museum.catalogue());
        server = new Server(slow, settings);
    }

    private <T> T proxy(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            boolean search = method.getName().equals("search");
            if (search) {
                searching.incrementAndGet();
                mayEnd.acquire();
            }
            try {
                Object result = method.invoke(real, args);
                return result instanceof View view ? proxy(View.class, view) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                if (search) {
                    searching.decrementAndGet();
                }
            }
        }));
    }

    private List<FakeConnection> search(int clients) {
        List<FakeConnection> connections = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            FakeConnection client = server.connect();
            client.send(FIND + "\r\n");
            connections.add(client);
        }
        return connections;
    }

    private void awaitSearching(int count) {
        Awaitility.await().pollInterval(Duration.ofMillis(2)).until(searching::get, now -> now == count);
    }

    @Test
    void shouldRunFourSearchesAtTheSameTimeAndLetTheFifthWaitAsInTheThirdLicenceExample() {
        start(Map.of("server-pool", "4"));
        List<FakeConnection> clients = search(5);

        awaitSearching(4);
        Awaitility.await().until(() -> server.protocol().view().waiting() == 1);
        assertThat(server.protocol().view().working()).isEqualTo(4);
        assertThat(clients).allMatch(client -> client.replies().isEmpty());

        mayEnd.release(1);
        Awaitility.await()
                .until(() -> clients.stream()
                                .filter(client -> client.replies().size() == 1)
                                .count()
                        == 1);
        awaitSearching(4);
        mayEnd.release(4);
        clients.forEach(client ->
                assertThat(SessionTest.member(client.reply(0), "result")).isEqualTo("4"));
    }

    @Test
    void shouldHaveAsManyPlacesAsProcessesUnlessToldOtherwise() {
        start(Map.of("process-count", "2"));
        search(4);

        awaitSearching(2);
        assertThat(server.protocol().view().serverPool()).isEqualTo(2);
    }

    @Test
    void shouldGrowAndShrinkWhileItWorks() {
        start(Map.of("server-pool", "1"));
        List<FakeConnection> clients = search(3);
        awaitSearching(1);

        server.configure(Map.of("server-pool", "3"));
        awaitSearching(3);
        server.configure(Map.of("server-pool", "1"));
        mayEnd.release(3);

        clients.forEach(client ->
                assertThat(SessionTest.member(client.reply(0), "status")).isEqualTo("ok"));
        search(2);
        awaitSearching(1);
    }

    @Test
    void shouldRefuseWhatWouldWaitTooLong() {
        start(Map.of("max-waiting", "1"));
        search(2);
        awaitSearching(1);
        Awaitility.await().until(() -> server.protocol().view().waiting() == 1);

        String refused = server.connect().ask(FIND);

        assertThat(SessionTest.member(refused, "error")).isEqualTo("SessionBusy");
        assertThat(refused).contains("\"code\" : 503");
        assertThat(server.protocol().view().handlers()).hasSize(2);
    }

    @Test
    void shouldAnswerTheSessionsOwnRequestsWithoutAPlace() {
        start(Map.of());
        search(1);
        awaitSearching(1);

        assertThat(SessionTest.member(server.connect().ask("{\"checkStatus\":1}"), "status"))
                .isEqualTo("ok");
    }

    @Test
    void shouldCallAHandlerForOneClientAfterTheOtherAndWithoutASecondPlace() {
        start(Map.of("server-pool", "4"));
        mayEnd.release();
        FakeConnection first = server.connect();
        String id = SessionTest.member(first.ask(FIND), "id");
        String again = "{\"method\":\"findTerms\",\"params\":[],\"id\":\"" + id + "\"}\r\n";
        FakeConnection second = server.connect();
        first.send(again);
        second.send(again);
        awaitSearching(1);
        FakeConnection other = server.connect();
        other.send(FIND + "\r\n");
        awaitSearching(2);
        assertThat(server.protocol().view().waiting()).isZero();

        mayEnd.release(3);

        assertThat(SessionTest.member(first.reply(1), "result")).isEqualTo("4");
        assertThat(SessionTest.member(second.reply(0), "result")).isEqualTo("4");
        assertThat(SessionTest.member(other.reply(0), "result")).isEqualTo("4");
    }

    @Test
    void shouldFinishTheWorkInFlightBeforeASwap() {
        start(Map.of());
        FakeConnection client = search(1).get(0);
        awaitSearching(1);
        mayEnd.release(1);

        server.swap(false);

        assertThat(SessionTest.member(client.reply(0), "result")).isEqualTo("4");
    }

    @Test
    void shouldAnswerTheWorkInFlightWithAnErrorWhereASwapIsForced() {
        start(Map.of());
        FakeConnection client = search(1).get(0);
        awaitSearching(1);

        server.swap(true);

        assertThat(SessionTest.member(client.reply(0), "error")).isEqualTo("SessionRestarted");
        mayEnd.release(2);
        assertThat(SessionTest.member(client.ask(FIND), "result")).isEqualTo("4");
        assertThat(client.replies()).hasSize(2);
    }

    @Test
    void shouldGiveThePlaceBackWhenTheClientLeaves() {
        start(Map.of());
        FakeConnection client = search(1).get(0);
        awaitSearching(1);
        client.breakOff();
        mayEnd.release(2);

        assertThat(SessionTest.member(server.connect().ask(FIND), "result")).isEqualTo("4");
    }
}
