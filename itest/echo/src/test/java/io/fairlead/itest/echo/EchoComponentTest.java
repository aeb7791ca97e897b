package io.fairlead.itest.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.platform.settings.SettingsException;
import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.TransportException;
import io.fairlead.transport.netty.NettyTransport;
import io.fairlead.transport.netty.TransportSettings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EchoComponentTest {
    private static final String PID = "io.fairlead.echo~test";
    private static final int BUNDLE_STOPPED = 6;
    private static final int CONFIGURATION_DELETED = 4;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Parts parts = recorded(Parts.class, recorded(Part.class, PID));
    private final NettyTransport transport = new NettyTransport(
            TransportSettings.parse(new SettingsReader(Map.of("grace", "100ms", "gentle-close", "1s"))),
            parts,
            Path.of("."));

    @AfterEach
    void stop() {
        transport.close();
    }

    @Test
    void shouldCountFramesThroughTheReplacementOfItsBundle() throws Exception {
        EchoComponent old = start("port", "0");
        try (Socket client = connect()) {
            assertThat(ask(client, "a")).isEqualTo("a");
            assertThat(ask(client, "bb")).isEqualTo("bb");
            old.deactivate(BUNDLE_STOPPED);
            start("port", "0");
            assertThat(ask(client, "count?")).isEqualTo("2");
            assertThat(ask(client, "count?")).isEqualTo("3");

            start("port", "0");
            assertThat(transport
                            .handOver(transport.staged(), Duration.ofSeconds(2), false)
                            .reason())
                    .isEmpty();
            assertThat(ask(client, "count?")).isEqualTo("4");
        }
    }

    @Test
    void shouldEchoWhateverComesWhereTheFramingIsRaw() throws Exception {
        start("framing", "raw");
        try (Socket client = connect()) {
            client.getOutputStream().write(new byte[] {1, 2, 3});
            assertThat(client.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void shouldTakeUpChangedSettingsWhileItServes() throws Exception {
        EchoComponent echo = start("port", "0", "max-frame", "10");
        try (Socket client = connect()) {
            ask(client, "a");
            echo.modified(properties("port", "0", "max-frame", "100"));
            String long50 = "x".repeat(50);
            assertThat(ask(client, long50)).isEqualTo(long50);
            send(client, "y".repeat(101));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldGoOnAsItWasWhereAChangeCannotBeDone() throws Exception {
        EchoComponent echo = start("port", "0");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = connect()) {
            ask(client, "a");
            echo.modified(properties("port", String.valueOf(taken.getLocalPort())));
            assertThat(told).anyMatch(each -> each.startsWith("warn [endpoints, Port " + taken.getLocalPort()));
            assertThat(ask(client, "count?")).isEqualTo("1");
        }
    }

    @Test
    void shouldSayWhyItCannotStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start("port", String.valueOf(taken.getLocalPort())))
                    .isInstanceOf(TransportException.class);
            assertThat(told).anyMatch(each -> each.startsWith("failed [Port " + taken.getLocalPort()));
        }
        assertThatThrownBy(() -> start("port", "seventy")).isInstanceOf(SettingsException.class);
    }

    @Test
    void shouldCloseWhenItsSettingsAreDeleted() throws Exception {
        EchoComponent echo = start("port", "0");
        try (Socket client = connect()) {
            ask(client, "a");
            echo.deactivate(CONFIGURATION_DELETED);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> transport.endpoints().isEmpty());
        assertThat(told).contains("gone null");
    }

    private EchoComponent start(String... keysAndValues) {
        return new EchoComponent(transport, new Strict(), parts, properties(keysAndValues));
    }

    private static Map<String, Object> properties(String... keysAndValues) {
        Map<String, Object> all = new HashMap<>(Map.of("service.pid", PID));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            all.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return all;
    }

    private Socket connect() throws IOException {
        InetSocketAddress address = transport.endpoints().get(0).address().orElseThrow();
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String ask(Socket client, String payload) throws IOException {
        send(client, payload);
        DataInputStream in = new DataInputStream(client.getInputStream());
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static void send(Socket client, String payload) throws IOException {
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        out.writeInt(payload.length());
        out.write(payload.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Answers every question with the same thing, and keeps what it was told. */
    private <T> T recorded(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, told0) -> {
            told.add(method.getName() + " " + (told0 == null ? null : List.of(told0)));
            return method.getReturnType().isInstance(answer) ? answer : null;
        }));
    }

    /** Takes settings without mistakes only. */
    private static final class Strict implements LastGood {
        @Override
        public <T> T accept(String pid, Map<String, ?> properties, SettingsParser<T> parser) {
            SettingsReader in = new SettingsReader(properties);
            T record = parser.parse(in);
            if (!in.problems().isEmpty()) {
                throw new SettingsException(in.problems().toString(), in.problems());
            }
            assertThat(in.unread()).isEmpty();
            return record;
        }
    }
}
