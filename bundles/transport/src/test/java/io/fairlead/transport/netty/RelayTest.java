package io.fairlead.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.transport.Binding;
import io.fairlead.transport.DetachedException;
import io.fairlead.transport.Relay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelayTest {
    private final Rig rig = new Rig();
    private final TestEcho echo = new TestEcho("echo");
    private Binding binding;
    private Client one;
    private Client other;

    @BeforeEach
    void connect() throws IOException {
        binding = rig.bind(echo);
        one = rig.client(binding);
        one.ask("a");
        other = rig.client(binding);
        other.ask("a");
    }

    @AfterEach
    void stop() throws IOException {
        one.close();
        other.close();
        rig.close();
    }

    @Test
    void shouldPassOnBothWaysWithWhatWaitedFirst() throws Exception {
        one.send(new byte[] {0, 0, 0, 9, 'h', 'a'});
        await().until(() -> rig.transport.connections(1).get(0).bytesRead() == 11);
        join();
        one.send(new byte[] {'l', 'f'});
        assertThat(other.in.readNBytes(8)).containsExactly(0, 0, 0, 9, 'h', 'a', 'l', 'f');
        other.send(new byte[] {'b', 'a', 'c', 'k'});
        assertThat(one.in.readNBytes(4)).containsExactly('b', 'a', 'c', 'k');
        assertThat(echo.handlers.get(0).events).containsExactly("detached");
        assertThatThrownBy(() -> echo.handlers.get(1).connection.write(ByteBuffer.allocate(1)))
                .isInstanceOf(DetachedException.class);
        assertThat(rig.transport.connections(9)).allMatch(entry -> entry.state().equals("relayed"));
    }

    @Test
    void shouldHalfCloseEachWayOnItsOwn() throws Exception {
        Relay relay = join();
        one.send(new byte[] {1, 2, 3});
        one.socket.shutdownOutput();
        assertThat(other.in.readAllBytes()).containsExactly(1, 2, 3);
        other.send(new byte[] {4, 5});
        assertThat(one.in.readNBytes(2)).containsExactly(4, 5);
        other.socket.shutdownOutput();
        assertThat(one.in.read()).isEqualTo(-1);
        Relay.Outcome outcome = relay.ended().toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(outcome).isEqualTo(new Relay.Outcome(3, 2));
        await().until(() -> rig.transport.connections(9).isEmpty());
    }

    @Test
    void shouldHoldTheSenderBackWhileTheReceiverDoesNotRead() throws Exception {
        join();
        byte[] bytes = new byte[24 << 20];
        new Random(7).nextBytes(bytes);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                one.send(bytes);
                one.socket.shutdownOutput();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThatThrownBy(() -> sending.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(other.in.readAllBytes()).isEqualTo(bytes);
        sending.get(5, TimeUnit.SECONDS);
    }

    @Test
    void shouldNotBeTouchedByASwap() throws Exception {
        join();
        rig.bind(new TestEcho("next"));
        assertThat(rig.handOver().reason()).isEmpty();
        one.send(new byte[] {1});
        assertThat(other.in.read()).isEqualTo(1);
        try (Client third = rig.client(binding)) {
            assertThat(third.ask("x")).isEqualTo("next 1 x");
        }
        assertThatThrownBy(
                        () -> binding.group().relay(echo.handlers.get(0).connection, echo.handlers.get(1).connection))
                .isInstanceOf(DetachedException.class);
    }

    @Test
    void shouldCloseTheOtherSideWhereOneIsReset() throws Exception {
        Relay relay = join();
        one.send(new byte[] {1, 2});
        assertThat(other.in.readNBytes(2)).containsExactly(1, 2);
        one.socket.setSoLinger(true, 0);
        one.hangUp();
        assertThat(other.in.read()).isEqualTo(-1);
        assertThat(relay.ended().toCompletableFuture().get(5, TimeUnit.SECONDS)).isEqualTo(new Relay.Outcome(2, 0));
    }

    @Test
    void shouldCloseBothWhenAskedTo() throws Exception {
        Relay relay = join();
        relay.close();
        assertThat(one.in.read()).isEqualTo(-1);
        assertThat(other.in.read()).isEqualTo(-1);
        relay.ended().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private Relay join() {
        return binding.group().relay(echo.handlers.get(0).connection, echo.handlers.get(1).connection);
    }
}
