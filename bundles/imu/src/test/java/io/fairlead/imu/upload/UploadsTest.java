package io.fairlead.imu.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.testing.FakeConnection;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files on their way in: larger than a request may be, through a swap, and given up half way. */
@Timeout(60)
class UploadsTest {
    private static final int SIZE = 3_000_000;

    @TempDir
    Path folder;

    private Museum museum;
    private Server server;
    private final byte[] file = new byte[SIZE];

    @BeforeEach
    void start() {
        new Random(7).nextBytes(file);
        museum = new Museum();
        server = new Server(museum.catalogue(), settings());
    }

    @AfterEach
    void close() {
        server.close();
        museum.close();
    }

    private Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "media-path",
                folder.toString(),
                "allow-updates",
                "yes",
                "max-request",
                "100k",
                "request-memory",
                "1m"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static byte[] head(int size) {
        return ("{\"name\":\"Service::Multimedia::Insert\",\"method\":\"process\",\"params\":{\"fileName\":\"a.bin\","
                        + "\"fileData\":*" + size + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void send(FakeConnection client, int from, int to) {
        for (int at = from; at < to; at += 50_000) {
            client.send(Arrays.copyOfRange(file, at, Math.min(to, at + 50_000)));
        }
    }

    private List<Path> files(String below) throws IOException {
        Path start = folder.resolve(below);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(start)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private void nothingIsLeft() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(files("uploads"))
                .isEmpty());
    }

    private void checkStored(FakeConnection client) throws IOException {
        assertThat(client.reply(0)).contains("\"size\" : " + SIZE, "\"identifier\" : \"a.bin\"");
        assertThat(files("files")).singleElement().satisfies(stored -> assertThat(Files.readAllBytes(stored))
                .isEqualTo(file));
        nothingIsLeft();
    }

    @Test
    void shouldTakeAFileThatIsLargerThanARequestMayBe() throws IOException {
        FakeConnection client = server.connect();

        client.send(head(SIZE));
        send(client, 0, SIZE);
        client.send("}}\r\n");

        checkStored(client);
        assertThat(client.messageIsOpen()).isFalse();
    }

    @Test
    void shouldGoOnWithAHalfSentFileAfterASwap() throws IOException {
        FakeConnection client = server.connect();
        client.send(head(SIZE));
        send(client, 0, 1_000_000);

        server.swap(false);
        send(client, 1_000_000, 2_000_000);
        server.swap(false);
        send(client, 2_000_000, SIZE);
        server.swap(false);
        client.send("}}\r\n");

        checkStored(client);
    }

    @Test
    void shouldKeepNothingOfAFileThatIsGivenUpHalfWay() throws IOException {
        FakeConnection client = server.connect();
        client.send(head(SIZE));
        send(client, 0, 1_000_000);
        Awaitility.await().untilAsserted(() -> assertThat(files("uploads")).hasSize(1));

        client.breakOff();

        nothingIsLeft();
        assertThat(files("files")).isEmpty();
        assertThat(server.protocol().view().counters().halfRequests()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAFileForWhichThereIsNoSpaceBeforeItComes() {
        server.configure(settings("upload-space", "1m"));
        FakeConnection client = server.connect();

        client.send(head(SIZE));

        assertThat(client.reply(0)).contains("SessionUploadSpace", "\"upload-space\"", "\"code\" : 503");
        nothingIsLeft();
    }

    @Test
    void shouldRefuseAFileThatIsLargerThanAllowedBeforeItComes() {
        server.configure(settings("max-upload", "1m"));
        FakeConnection client = server.connect();

        client.send(head(SIZE));

        assertThat(client.reply(0)).contains("StreamLimit", "\"binary-bytes\"");
        nothingIsLeft();
    }

    @Test
    void shouldGiveBackTheSpaceOfEveryFile() throws IOException {
        server.configure(settings("upload-space", "4m"));
        for (int i = 0; i < 3; i++) {
            FakeConnection client = server.connect();
            client.send(head(SIZE));
            send(client, 0, SIZE);
            client.send("}}\r\n");
            checkStored(client);
        }
    }
}
