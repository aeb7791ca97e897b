package io.fairlead.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.gateway.testing.LiveGateway;
import io.fairlead.gateway.testing.Peer;
import io.fairlead.platform.settings.SettingsException;
import io.fairlead.service.PendingCall;
import io.fairlead.service.Request;
import io.fairlead.service.TpErrno;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Server mode, dedicated: A8, A9, A10, A12 and A21. */
@Timeout(60)
class DedicatedServerTest {
    private static final String FILE = "tcpgwlsn.dat";

    @TempDir
    Path home;

    private LiveGateway live;
    private int port;

    @BeforeEach
    void findPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        if (live != null) {
            live.close();
        }
    }

    @Test
    void shouldCallTheRightClientByItsId() throws Exception {
        start(3);
        for (int i = 1; i <= 3; i++) {
            int number = i;
            live.peer("127.0.0." + (10 + i)).answering(message -> "CLI" + number + " " + message);
        }
        await().until(() -> live.gateway().view().connected() == 3);
        for (int i = 0; i < 30; i++) {
            assertThat(live.call("CLI" + (i % 3 + 1), "who?")).isEqualTo("CLI" + (i % 3 + 1) + " who?");
        }
        assertThat(LiveGateway.text(live.services().services().call("svcgw@CLI2", LiveGateway.request("alias"))))
                .isEqualTo("CLI2 alias");
        assertThat(live.errorOf("CLI9", "x")).isEqualTo(TpErrno.TPENOENT);
        assertThat(live.errorOf("", "x")).isEqualTo(TpErrno.TPENOENT);
    }

    @Test
    void shouldSayAtOnceThatAKnownClientIsNotConnected() throws Exception {
        start(2);
        live.peer("127.0.0.11");
        await().until(() -> live.gateway().view().connected() == 1);
        long begin = System.nanoTime();
        assertThat(live.errorOf("CLI2", "x")).isEqualTo(TpErrno.TPENOREADY);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(50));
    }

    @Test
    void shouldNameTheClientByPartOfTheRequestToo() throws Exception {
        start(2, "client-id-field", "2,4");
        live.peer("127.0.0.12").answering(message -> "re " + message);
        await().until(() -> live.gateway().view().connected() == 1);
        assertThat(live.call("x:CLI2:rest")).isEqualTo("re x:CLI2:rest");
    }

    @Test
    void shouldLetACallWaitWhileItsClientIsBusyAndEndItAtTheCallersTime() throws Exception {
        start(1);
        Peer peer = live.peer("127.0.0.11");
        await().until(() -> live.gateway().view().connected() == 1);
        PendingCall first = live.services().services().callAsync("svcgw@CLI1", LiveGateway.request("first"));
        Request impatient = LiveGateway.request("second").withBlockTime(Duration.ofMillis(100));
        PendingCall second = live.services().services().callAsync("svcgw@CLI1", impatient);
        assertThat(second.reply())
                .failsWithin(Duration.ofSeconds(2))
                .withThrowableThat()
                .withMessageContaining("TPETIME");
        assertThat(peer.receive()).isEqualTo("first");
        peer.send("answer");
        assertThat(LiveGateway.text(first.await(Duration.ofSeconds(2)))).isEqualTo("answer");
        assertThat(live.gateway().view().waiting()).isZero();
    }

    @Test
    void shouldCloseAStrangerWithoutAByteAndTakeHimOnceHisLineIsThere() throws Exception {
        start(1);
        long before = live.gateway().fileReads();
        for (int i = 0; i < 200; i++) {
            try (Peer stranger = live.peer("127.0.0.99")) {
                assertThat(stranger.read()).isEqualTo(-1);
            }
        }
        assertThat(live.gateway().figures().refusals()).containsEntry("not-registered", 200L);
        assertThat(live.gateway().fileReads() - before)
                .as("an unchanged file is not read")
                .isZero();
        write(1, "127.0.0.99 " + port + " NEWCOMER");
        live.peer("127.0.0.99").answering(message -> "re " + message);
        await().until(() -> live.gateway().view().connected() == 1);
        assertThat(live.call("NEWCOMER", "x")).isEqualTo("re x");
    }

    @Test
    void shouldReadTheFileAtMostOnceASecond() throws Exception {
        start(1);
        long before = live.gateway().fileReads();
        long begin = System.nanoTime();
        for (int i = 0; i < 15; i++) {
            write(1, "127.0.1." + i + " " + port + " X" + i);
            try (Peer stranger = live.peer("127.0.0.99")) {
                assertThat(stranger.read()).isEqualTo(-1);
            }
        }
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        assertThat(live.gateway().fileReads() - before).isBetween(1L, seconds + 2);
    }

    @Test
    void shouldRefuseTheFiftyFirstAddedClientAndStillLetTheRegisteredIn() throws Exception {
        start(2);
        List<String> added = new ArrayList<>();
        for (int i = 1; i <= 51; i++) {
            added.add("127.0.2." + i + " " + port + " ADDED" + i);
        }
        write(2, added.toArray(new String[0]));
        live.peer("127.0.2.1");
        await().atMost(Duration.ofSeconds(5)).until(() -> live.gateway().view().connected() == 1);
        for (int i = 2; i <= 50; i++) {
            live.peer("127.0.2." + i);
        }
        await().until(() -> live.gateway().view().connected() == 50);
        try (Peer last = live.peer("127.0.2.51")) {
            assertThat(last.read()).isEqualTo(-1);
        }
        assertThat(live.gateway().figures().refusals()).containsEntry("too-many-added", 1L);
        assertThat(live.told()).containsKey("added-clients");
        live.peer("127.0.0.11");
        await().until(() -> live.gateway().view().connected() == 51);
        live.gateway().update(live.parse());
        live.peer("127.0.2.51");
        await().until(() -> live.gateway().view().connected() == 52);
    }

    @Test
    void shouldCloseBothWhenAClientComesTwiceAndTakeTheThirdAttempt() throws Exception {
        start(1);
        Peer first = live.peer("127.0.0.11");
        await().until(() -> live.gateway().view().connected() == 1);
        PendingCall call = live.services().services().callAsync("svcgw@CLI1", LiveGateway.request("x"));
        assertThat(first.receive()).isEqualTo("x");
        long begin = System.nanoTime();
        try (Peer second = live.peer("127.0.0.11")) {
            assertThat(call.reply())
                    .failsWithin(Duration.ofMillis(100))
                    .withThrowableThat()
                    .withMessageContaining("TPECLOSE");
            assertThat(second.read()).isEqualTo(-1);
            assertThat(first.read()).isEqualTo(-1);
        }
        live.peer("127.0.0.11").answering(message -> "third " + message);
        await().until(() -> live.gateway().view().connected() == 1);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
        assertThat(live.call("CLI1", "x")).isEqualTo("third x");
        assertThat(live.told().get("same-address")).contains("CLI1", "both are closed");
    }

    @Test
    void shouldKeepTheOldOrTheNewConnectionAsTold() throws Exception {
        start(1, "sameAddress", "keep-old");
        Peer first = live.peer("127.0.0.11").answering(message -> "first " + message);
        await().until(() -> live.gateway().view().connected() == 1);
        try (Peer second = live.peer("127.0.0.11")) {
            assertThat(second.read()).isEqualTo(-1);
        }
        assertThat(live.call("CLI1", "x")).isEqualTo("first x");
        live.change("sameAddress", "keep-new");
        live.peer("127.0.0.11").answering(message -> "third " + message);
        await().until(() -> live.gateway().connections().stream()
                .anyMatch(line -> line.generation() == 2 || line.slot().equals("1.1")));
        assertThat(live.call("CLI1", "x")).isEqualTo("third x");
        await().until(() -> live.gateway().view().connected() == 1);
        assertThat(first.served()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAConfigurationThatCannotHoldItsClientsWithTheNumberThatCan() throws Exception {
        write(101);
        assertThatThrownBy(() -> start(101, "handlers", "3"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("write at least 4, or auto");
        start(100, "handlers", "3");
    }

    @Test
    void shouldKeepTheTableWhereTheFileIsBrokenAndNameTheLine() throws Exception {
        start(2);
        live.peer("127.0.0.11").answering(message -> "re " + message);
        await().until(() -> live.gateway().view().connected() == 1);
        Files.writeString(home.resolve(FILE), "127.0.0.11 " + port + " CLI1\n127.0.0.12 70000 CLI2\n");
        await().until(() -> live.told().containsKey("environment-file"));
        assertThat(live.told().get("environment-file"))
                .contains(FILE + " line 2 column 12: 70000 is no port", "the table stays as it was");
        assertThat(live.call("CLI1", "x")).isEqualTo("re x");
        assertThat(live.errorOf("CLI2", "x")).isEqualTo(TpErrno.TPENOREADY);
    }

    private void start(int clients, String... more) throws IOException {
        write(clients);
        List<String> all =
                new ArrayList<>(List.of("port", String.valueOf(port), "svcgw", "svcgw", "environment-file", FILE));
        all.addAll(List.of(more));
        live = new LiveGateway(home, all.toArray(new String[0]));
    }

    private void write(int clients, String... more) throws IOException {
        StringBuilder text = new StringBuilder("# Client IP  Server Port  Client ID\n");
        for (int i = 1; i <= clients; i++) {
            text.append("127.0.0.")
                    .append(10 + i)
                    .append(' ')
                    .append(port)
                    .append(" CLI")
                    .append(i)
                    .append('\n');
        }
        for (String line : more) {
            text.append(line).append('\n');
        }
        Files.writeString(home.resolve(FILE), text);
    }
}
