package io.fairlead.imu.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.api.ServiceException;
import io.fairlead.imu.api.ServiceFile;
import io.fairlead.imu.testing.FakeConnection;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.Server;
import io.fairlead.imu.testing.SocketClient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ServiceTypeTest {
    private static final String NAME = "Service::Test";

    private final AtomicInteger closed = new AtomicInteger();
    private Museum museum;
    private Server server;

    @BeforeEach
    void start() {
        museum = new Museum();
        server = new Server(museum.catalogue(), Map.of("language", "fr"));
    }

    @AfterEach
    void close() {
        server.close();
        museum.close();
    }

    private static String process(String params) {
        return "{\"method\":\"process\",\"params\":" + params + ",\"name\":\"" + NAME + "\"}\r\n";
    }

    private static byte[] read(Object file) {
        try (InputStream in = ((ServiceFile) Objects.requireNonNull(file)).open()) {
            return in.readAllBytes();
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServiceFile file(byte[] bytes, int promised) {
        return new ServiceFile() {
            @Override
            public long length() {
                return promised;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 8192, 300_000})
    void shouldTakeAFileOfAnySizeAndSendItBack(int size) {
        byte[] hostile =
                "\"}*3\r\n\0\u00ff".repeat(size / 8 + 1).substring(0, size).getBytes(StandardCharsets.ISO_8859_1);
        server.service(NAME, call -> {
            byte[] bytes = read(((Map<?, ?>) Objects.requireNonNull(call.params())).get("file"));
            return Map.of("copy", file(bytes, bytes.length));
        });
        FakeConnection client = server.connect();
        String request = process("{\"file\":*" + size + "\r\n@,\"after\":1}");
        String[] halves = request.split("@", 2);
        client.send(halves[0]);
        client.send(hostile);
        client.send(halves[1]);

        Awaitility.await().until(() -> client.text().endsWith("\r\n}\r\n"));
        String received = new String(client.bytes(), StandardCharsets.ISO_8859_1);
        if (size == 0) {
            assertThat(received).contains("\"copy\" : null\r\n");
        } else {
            assertThat(received)
                    .contains(
                            "\"copy\" : *" + size + "\r\n" + new String(hostile, StandardCharsets.ISO_8859_1) + "\r\n");
        }
        assertThat(closed.get()).isEqualTo(1);
    }

    @Test
    void shouldFillUpAFileThatHasBecomeShorter() {
        server.service(NAME, call -> Map.of("copy", file(new byte[] {1, 2}, 4)));
        FakeConnection client = server.connect();
        client.send(process("null"));

        assertThat(client.reply(0)).contains("*4\r\n\u0001\u0002\u0000\u0000\r\n");
    }

    @Test
    void shouldTellTheServiceWhoAsksWhat() {
        server.service(
                NAME,
                call -> List.of(
                        call.service(),
                        call.method(),
                        call.language(),
                        call.user().isPresent(),
                        call.timeLimit().toSeconds()));
        String reply = server.connect().ask(process("7").strip());

        assertThat(reply.lines().map(line -> line.strip().replace(",", "")))
                .containsSubsequence("\"Service::Test\"", "\"process\"", "\"fr\"", "false", "60");
    }

    @Test
    void shouldPassOnTheServicesOwnError() {
        server.service(NAME, call -> {
            throw new ServiceException("MultimediaResourceNotFound", List.of("a.bin", 7), 404);
        });
        FakeConnection client = server.connect();
        String reply = client.ask(process("null").strip());

        assertThat(SocketClient.member(reply, "error")).isEqualTo("MultimediaResourceNotFound");
        assertThat(reply).contains("\"a.bin\",\r\n\t\t7\r\n\t],\r\n\t\"code\" : 404");
        assertThat(SocketClient.member(client.ask("{\"checkStatus\":1}"), "status"))
                .isEqualTo("ok");
    }

    @Test
    void shouldNotShowAClientWhatWentWrongInside() {
        server.service(NAME, call -> {
            throw new IllegalStateException("secret");
        });
        FakeConnection client = server.connect();
        String reply = client.ask(process("null").strip());

        assertThat(SocketClient.member(reply, "error")).isEqualTo("SessionInternal");
        assertThat(reply).doesNotContain("secret", "IllegalState");
        assertThat(SocketClient.member(client.ask("{\"checkStatus\":1}"), "status"))
                .isEqualTo("ok");
    }
}
