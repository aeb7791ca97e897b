package io.fairlead.shell.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.shell.Interactive;
import io.fairlead.shell.ShellSettings;
import java.lang.reflect.Proxy;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.felix.service.command.CommandProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SocketServerTest {
    @TempDir
    Path home;

    private final AtomicLong nowNs = new AtomicLong();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);

    @Test
    void shouldNotWaitForAClientThatSaysNothing() throws Exception {
        Path path = home.resolve("run").resolve("fairlead.sock");
        try (SocketServer server = open(path, Duration.ZERO);
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            server.update(new ShellSettings(1, Duration.ZERO, 10));
            nowNs.addAndGet(Duration.ofSeconds(1).toNanos());
            write(client, "ex");
            awaitEnd(client, Duration.ofSeconds(11));
        }
    }

    @Test
    void shouldEndATerminalThatIsIdleForLongerThanItMay() throws Exception {
        Path path = home.resolve("run").resolve("fairlead.sock");
        try (SocketServer server = open(path, Duration.ofMinutes(30));
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            server.update(new ShellSettings(1, Duration.ofMinutes(30), 10));
            write(client, "shell 80 24 xterm\n");
            opened.await();
            awaitEnd(client, Duration.ofMinutes(31));
            hungUp.await();
        }
    }

    /** Lets time pass until the server has ended the conversation. */
    private void awaitEnd(SocketChannel client, Duration time) throws Exception {
        client.configureBlocking(false);
        ByteBuffer bytes = ByteBuffer.allocate(16);
        await().until(() -> {
            nowNs.addAndGet(time.toNanos());
            return client.read(bytes) < 0;
        });
        assertThat(bytes.position()).isZero();
    }

    private SocketServer open(Path path, Duration idleTimeout) throws Exception {
        CommandProcessor processor = (CommandProcessor) Proxy.newProxyInstance(
                CommandProcessor.class.getClassLoader(), new Class<?>[] {CommandProcessor.class}, (p, m, a) -> {
                    throw new UnsupportedOperationException(m.getName());
                });
        return SocketServer.open(
                path,
                processor,
                (window, out, who) -> new Waiting(),
                new ShellSettings(1, idleTimeout, 10),
                nowNs::get);
    }

    private static void write(SocketChannel client, String text) throws Exception {
        client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private final class Waiting implements Interactive.Session {
        @Override
        public void serve() {
            opened.countDown();
            try {
                hungUp.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void typed(byte[] bytes) {}

        @Override
        public void resized(int columns, int rows) {}

        @Override
        public void hangUp() {
            hungUp.countDown();
        }
    }
}
