package io.fairlead.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.transport.Binding;
import io.fairlead.transport.EndpointOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that ask without a break, and count what comes back, while their protocol is changed again and again. */
@Timeout(60)
class SwapUnderLoadTest {
    private static final int CLIENTS = 12;
    private static final int CHANGES = 12;
    private static final long REPLIES_BETWEEN = 300;

    @TempDir
    Path folder;

    @Test
    void shouldLoseNothingWhileItIsHandedOver() throws Exception {
        try (Rig rig = new Rig()) {
            Binding binding = rig.bind(new TestEcho("0"));
            InetSocketAddress address = Rig.address(binding);
            shouldLoseNothing(() -> new Client(address), number -> handOver(rig, number));
        }
    }

    @Test
    void shouldLoseNothingOverTlsWhileItIsHandedOver() throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        KeyStore keys = certificates.make("server");
        certificates.write(keys, "server");
        EndpointOptions options = Rig.options("tls.certificate", "server.pem", "tls.key", "server.key");
        SSLContext trust = TestCertificates.client(keys, null);
        try (Rig rig = new Rig(Map.of(), folder)) {
            Binding binding = rig.bind(new TestEcho("0"), options);
            InetSocketAddress address = Rig.address(binding);
            shouldLoseNothing(
                    () -> new Client(trust.getSocketFactory().createSocket(address.getAddress(), address.getPort())),
                    number -> {
                        rig.bind(new TestEcho(String.valueOf(number)), options);
                        assertThat(rig.handOver(Duration.ofSeconds(5), false).reason())
                                .isEmpty();
                    });
        }
    }

    @Test
    void shouldLoseNothingWhileItIsStoppedAndStarted() throws Exception {
        try (Rig rig = new Rig(Map.of("swap-limit", "5s"), Path.of("."))) {
            Binding[] binding = {rig.bind(new TestEcho("0"))};
            InetSocketAddress address = Rig.address(binding[0]);
            shouldLoseNothing(() -> new Client(address), number -> {
                binding[0].park(Duration.ofSeconds(20));
                binding[0] = rig.bind(new TestEcho(String.valueOf(number)));
            });
        }
    }

    private static void handOver(Rig rig, int number) {
        rig.bind(new TestEcho(String.valueOf(number)));
        assertThat(rig.handOver(Duration.ofSeconds(5), false).reason()).isEmpty();
    }

    private static void shouldLoseNothing(Callable<Client> connect, Change change) throws Exception {
        List<AskingClient> asking = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            asking.add(new AskingClient(connect.call(), i));
        }
        try {
            for (int number = 1; number <= CHANGES; number++) {
                long before = replies(asking);
                await().until(() -> replies(asking) > before + REPLIES_BETWEEN || failed(asking));
                change.make(number);
                try (Client newcomer = connect.call()) {
                    assertThat(newcomer.ask("new")).isEqualTo(number + " 1 new");
                }
            }
        } finally {
            asking.forEach(AskingClient::end);
        }
        for (AskingClient each : asking) {
            assertThat(each.failure()).isEmpty();
        }
    }

    private static long replies(List<AskingClient> asking) {
        return asking.stream().mapToLong(AskingClient::replies).sum();
    }

    private static boolean failed(List<AskingClient> asking) {
        return asking.stream().anyMatch(each -> each.failure().isPresent());
    }

    /** Puts another protocol of that name in place. */
    private interface Change {
        void make(int number) throws Exception;
    }
}
