package io.fairlead.imu;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.testing.LiveServer;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.SocketClient;
import io.fairlead.transport.Binding;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send too much, too little or nonsense, over real sockets, beside one that does as it should. */
@Timeout(60)
class HostileClientTest {
    private static final String HOST = "127.0.7.3";
    private static final int PORT = 33000;
    private static final String FIND =
            "{\"method\":\"findTerms\",\"params\":[\"and\",[]],\"name\":\"Module\",\"create\":\"eparties\"}";

    @TempDir
    Path home;

    private Museum museum;
    private LiveServer live;
    private ImuServer server;
    private SocketClient good;

    @BeforeEach
    void start() throws IOException {
        museum = new Museum();
        live = new LiveServer(home, HOST);
        server = new ImuServer(
                live.context(),
                LiveServer.properties(
                        "main-port", String.valueOf(PORT),
                        "reconnect-port", "33011",
                        "half-message-timeout", "300ms",
                        "max-request", "1m"),
                live.lastGood(),
                live.parts(),
                live.transport());
        server.addCatalogue(museum.catalogue());
        server.start();
        good = new SocketClient(HOST, PORT);
        assertThat(SocketClient.member(good.ask(FIND), "result")).isEqualTo("4");
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(SocketClient.member(good.ask(FIND), "result"))
                .as("the client beside it goes on")
                .isEqualTo("4");
        Awaitility.await().until(() -> server.view().counters().requestBytes() == 0);
        Awaitility.await().until(() -> server.view().counters().replyBytes() == 0);
        good.close();
        server.deactivate(Binding.CONFIGURATION_DELETED);
        live.close();
        museum.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | StreamSyntaxToken",
                "{\"a\":*99999999999@ | StreamLimit",
                "{\"a\" \"b\"} | StreamSyntaxColon",
                "[1,2] | StreamSyntaxToken",
                "{\"a\":\"\\u12x\"} | StreamSyntaxUnicode"
            })
    void shouldAnswerNonsenseWithAnErrorAndEndTheConnection(String nonsense, String error) throws IOException {
        try (SocketClient client = new SocketClient(HOST, PORT)) {
            String reply = client.ask(nonsense.replace("@", "\r\n"));

            assertThat(SocketClient.member(reply, "error")).isEqualTo(error);
            assertThat(client.reply()).as("what comes after it").isEmpty();
        }
    }

    @Test
    void shouldRefuseNestingWithoutEnd() throws IOException {
        try (SocketClient client = new SocketClient(HOST, PORT)) {
            String reply = client.ask("{\"a\":" + "[".repeat(100_000));

            assertThat(SocketClient.member(reply, "error")).isEqualTo("StreamLimit");
            assertThat(reply).contains("\"depth\"");
        }
    }

    @Test
    void shouldRefuseAHundredMegabytesOfStringWithoutTakingThem() throws IOException {
        byte[] block = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        String reply = "";
        try (SocketClient client = new SocketClient(HOST, PORT)) {
            client.send("{\"method\":\"".getBytes(StandardCharsets.US_ASCII));
            try {
                for (int sent = 0; sent < 100 << 20; sent += block.length) {
                    client.send(block);
                }
            } catch (SocketException closed) {
                // The server has left before all of it was sent.
            }
            try {
                reply = client.reply();
            } catch (SocketException reset) {
                // A client that goes on sending can lose the answer.
            }
        }
        assertThat(reply).satisfiesAnyOf(text -> assertThat(text).isEmpty(), text -> assertThat(text)
                .contains("StreamLimit"));
        assertThat(server.view().counters().errors()).containsEntry("StreamLimit", 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"method\":\"find", "{\"a\":{\"method\":\"x\",\"params\":[1,{\"id\":"})
    void shouldCloseAConnectionThatStopsInTheMiddle(String half) throws IOException {
        try (SocketClient client = new SocketClient(HOST, PORT)) {
            client.send(half.getBytes(StandardCharsets.US_ASCII));

            assertThat(client.reply()).isEmpty();
        }
        Awaitility.await().until(() -> server.view().counters().halfRequests() == 1);
    }

    @Test
    void shouldNotCloseAConnectionThatWaitsBetweenRequests() throws IOException {
        long closedBefore = live.transport().connections(10).size();
        try (SocketClient half = new SocketClient(HOST, PORT)) {
            half.send("{".getBytes(StandardCharsets.US_ASCII));
            assertThat(half.reply()).isEmpty();
        }

        Awaitility.await().until(() -> live.transport().connections(10).size() == closedBefore);
    }

    @Test
    void shouldForgetWhatAClientHeldThatBreaksOff() throws IOException {
        for (int i = 0; i < 50; i++) {
            try (SocketClient client = new SocketClient(HOST, PORT)) {
                client.send((FIND + "\r\n" + FIND + "\r\n" + FIND.substring(0, i)).getBytes(StandardCharsets.US_ASCII));
            }
        }

        Awaitility.await().until(() -> server.view().handlers().size() == 1);
        assertThat(server.view().contexts()).hasSize(1);
    }

    @Test
    void shouldSurviveRandomBytes() throws IOException {
        long seed = 20261122;
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            try (SocketClient client = new SocketClient(HOST, PORT)) {
                client.send(bytes);
            }
        }

        Awaitility.await("seed " + seed)
                .until(() -> live.transport().connections(10).size() == 1);
        assertThat(server.view().counters().errors()).doesNotContainKey("SessionInternal");
    }
}
