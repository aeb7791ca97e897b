package io.fairlead.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.transport.Binding;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.DetachedException;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.Group;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.HandOver;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.StateRefusedException;
import io.fairlead.transport.SuspendRequest;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SwapTest {
    private final Rig rig = new Rig();
    private final TestEcho first = new TestEcho("first");
    private final TestEcho second = new TestEcho("second");

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void shouldCarryHalfAFrameThroughParkingAndAdoption() throws Exception {
        Binding binding = rig.bind(first);
        try (Client client = rig.client(binding)) {
            assertThat(client.ask("a")).isEqualTo("first 1 a");
            byte[] frame = Client.frame("half");
            client.send(Arrays.copyOf(frame, 6));
            await().until(() -> read() == 5 + 6);

            binding.park(Duration.ofSeconds(20));
            client.send(Arrays.copyOfRange(frame, 6, frame.length));
            client.send("later");
            Binding next = rig.bind(second);

            assertThat(client.receive()).isEqualTo("second 2 half");
            assertThat(client.receive()).isEqualTo("second 3 later");
            assertThat(next.staged()).isFalse();
            assertThat(first.events).containsExactly("attach -", "suspend", "detached");
            assertThat(second.events).containsExactly("attach left by first");
        }
    }

    @Test
    void shouldAcceptAndHoldConnectionsThatComeWhileParked() throws Exception {
        Binding binding = rig.bind(first);
        var address = Rig.address(binding);
        binding.park(Duration.ofSeconds(20));
        try (Client client = new Client(address)) {
            client.send("early");
            Binding next = rig.bind(second);
            assertThat(Rig.address(next)).isEqualTo(address);
            assertThat(client.receive()).isEqualTo("second 1 early");
        }
    }

    @Test
    void shouldHandOverTwoHundredConnectionsWithRequestsOutstanding() throws Exception {
        Binding binding = rig.bind(first);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            clients.add(rig.client(binding));
        }
        for (Client client : clients) {
            assertThat(client.ask("x")).isEqualTo("first 1 x");
        }
        String last = "first";
        int count = 1;
        for (int swap = 0; swap < 5; swap++) {
            for (Client client : clients) {
                client.send("one");
                client.send(Arrays.copyOf(Client.frame("two"), 5));
            }
            last = "echo" + swap;
            Binding next = rig.bind(new TestEcho(last));
            assertThat(next.staged()).isTrue();
            HandOver.Outcome outcome = rig.handOver();
            assertThat(outcome.reason()).isEmpty();
            assertThat(outcome.connections()).isEqualTo(200);
            assertThat(outcome.longestPause()).isLessThan(Duration.ofSeconds(1));
            for (Client client : clients) {
                client.send(Arrays.copyOfRange(Client.frame("two"), 5, 7));
            }
            for (Client client : clients) {
                assertThat(client.receive()).endsWith(" " + (count + 1) + " one");
                assertThat(client.receive()).isEqualTo(last + " " + (count + 2) + " two");
            }
            count += 2;
        }
        for (Client client : clients) {
            client.close();
        }
    }

    @Test
    void shouldCutOffTheOldSidesFacades() throws Exception {
        Binding binding = rig.bind(first);
        try (Client client = rig.client(binding)) {
            client.ask("a");
            rig.bind(second);
            assertThat(rig.handOver().done()).isTrue();

            TestEcho.Handler old = first.handlers.get(0);
            assertThat(old.events).containsExactly("detached");
            assertThatThrownBy(() -> old.connection.write(ByteBuffer.allocate(1)))
                    .isInstanceOf(DetachedException.class);
            assertThatThrownBy(() -> binding.update(Rig.group())).isInstanceOf(DetachedException.class);
            binding.park(Duration.ZERO);
            assertThat(client.ask("b")).isEqualTo("second 2 b");
        }
    }

    @Test
    void shouldLeaveTheOldSideServingWhereTheNewOneRefusesTheGroupsState() throws Exception {
        abandoned(
                new TestEcho("refusing") {
                    @Override
                    public void attach(Group held, Optional<SessionState> state) {
                        throw new StateRefusedException("version 1 is too old");
                    }
                },
                "version 1 is too old");
    }

    @Test
    void shouldLeaveTheOldSideServingWhereTheNewOneFailsOnAConnection() throws Exception {
        abandoned(
                new TestEcho("failing") {
                    @Override
                    public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                        throw new IllegalStateException("not this one");
                    }
                },
                "not this one");
    }

    @Test
    void shouldLeaveTheOldSideServingWhereTheNewOneHangs() throws Exception {
        abandoned(
                new TestEcho("hanging") {
                    @Override
                    public void attach(Group held, Optional<SessionState> state) {
                        new CompletableFuture<Void>().join();
                    }
                },
                "did not end in time");
    }

    private void abandoned(TestEcho next, String reason) throws Exception {
        Binding binding = rig.bind(first);
        try (Client client = rig.client(binding)) {
            client.ask("a");
            Binding staged = rig.bind(next);
            HandOver.Outcome outcome = rig.handOver(Duration.ofMillis(300), false);

            assertThat(outcome.done()).isFalse();
            assertThat(outcome.reason()).contains(reason);
            assertThat(client.ask("b")).isEqualTo("first 2 b");
            assertThat(first.events).containsExactly("attach -", "suspend", "resume");
            assertThat(first.handlers.get(0).events).containsExactly("resume");
            assertThat(next.events).contains("detached");
            assertThat(staged.staged()).isFalse();
            assertThat(rig.transport.staged()).isEmpty();
        }
    }

    @Test
    void shouldGiveBackTheEndpointsOfASwapThatWasAbandoned() throws Exception {
        Binding binding = rig.bind(first);
        InetSocketAddress address = Rig.address(binding);
        PortRange port = PortRange.exactly(address.getPort());
        binding.update(Rig.group(Rig.listener(port, EndpointOptions.DEFAULT)));
        TestEcho refusing = new TestEcho("refusing") {
            @Override
            public void attach(Group held, Optional<SessionState> state) {
                events.add("on port "
                        + held.endpoint("main").address().orElseThrow().getPort());
                throw new StateRefusedException("not this one");
            }
        };
        rig.transport.bind(Rig.group(Rig.listener(new PortRange(20_000, 20_400), EndpointOptions.DEFAULT)), refusing);
        assertThat(rig.handOver().reason()).contains("not this one");
        assertThat(refusing.events.get(0)).startsWith("on port 20");
        assertThat(rig.transport.ports()).hasSize(1);
        try (Client client = new Client(address)) {
            assertThat(client.ask("a")).isEqualTo("first 1 a");
        }
    }

    @Test
    void shouldAbandonASwapWhoseWorkInFlightNeverEndsUnlessForced() throws Exception {
        TestEcho busy = new TestEcho("busy") {
            @Override
            public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                return new Handler(this, connection, 0) {
                    private final CompletableFuture<Optional<SessionState>> answer = new CompletableFuture<>();

                    @Override
                    protected void onFrame(String payload) {
                        count++;
                        if (!payload.equals("slow")) {
                            reply(payload);
                        }
                    }

                    @Override
                    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
                        if (request.force()) {
                            reply("cut short");
                            answer.complete(Optional.of(state(String.valueOf(count))));
                        }
                        return answer;
                    }
                };
            }
        };
        Binding binding = rig.bind(busy);
        try (Client client = rig.client(binding)) {
            client.ask("a");
            client.send("slow");
            await().until(() -> read() == 5 + 8);
            rig.bind(second);

            assertThat(rig.handOver(Duration.ofMillis(200), false).reason()).contains("1 connections busy", "force");
            assertThat(client.ask("b")).isEqualTo("busy 3 b");
            assertThat(rig.transport.staged()).containsExactly(Rig.KEY);

            assertThat(rig.handOver(Duration.ofMillis(200), true).done()).isTrue();
            assertThat(client.receive()).isEqualTo("busy 3 cut short");
            assertThat(client.ask("c")).isEqualTo("second 4 c");
        }
    }

    @Test
    void shouldWaitForRepliesOfOtherThreadsAndMeasureFromTheLastOfThem() throws Exception {
        TestEcho slow = new TestEcho("slow") {
            @Override
            public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                return new Handler(this, connection, 0) {
                    private final CompletableFuture<Optional<SessionState>> answer = new CompletableFuture<>();

                    @Override
                    protected void onFrame(String payload) {
                        count++;
                        CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS)
                                .execute(() -> {
                                    connection.write(ByteBuffer.wrap(Client.frame("late " + payload)));
                                    connection.flush();
                                    answer.complete(Optional.of(state(String.valueOf(count))));
                                });
                    }

                    @Override
                    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
                        return answer;
                    }
                };
            }
        };
        Binding binding = rig.bind(slow);
        try (Client client = rig.client(binding)) {
            client.send("a");
            await().until(() -> read() == 5);
            rig.bind(second);
            HandOver.Outcome outcome = rig.handOver();

            assertThat(outcome.reason()).isEmpty();
            assertThat(outcome.longestPause()).isLessThan(Duration.ofMillis(140));
            assertThat(client.receive()).isEqualTo("late a");
            assertThat(client.ask("b")).isEqualTo("second 2 b");
        }
    }

    @Test
    void shouldServeWhoComesInTheMiddleOfASwapWithTheNextProtocol() throws Exception {
        CompletableFuture<Optional<SessionState>> answer = new CompletableFuture<>();
        Binding binding = rig.bind(new TestEcho("held") {
            @Override
            public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                return new Handler(this, connection, 0) {
                    @Override
                    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
                        events.add("suspended");
                        return answer;
                    }
                };
            }
        });
        try (Client client = rig.client(binding)) {
            client.ask("a");
            rig.bind(second);
            CompletableFuture<HandOver.Outcome> swap = CompletableFuture.supplyAsync(rig::handOver);
            await().until(() -> rig.transport.endpoints().get(0).state().equals("parked"));
            try (Client newcomer = rig.client(binding)) {
                newcomer.send("here");
                await().until(() -> rig.transport.connections(9).size() == 2);
                answer.complete(Optional.empty());
                assertThat(swap.get(5, TimeUnit.SECONDS).reason()).isEmpty();
                assertThat(newcomer.receive()).isEqualTo("second 1 here");
                assertThat(client.ask("b")).isEqualTo("second 1 b");
            }
        }
    }

    @Test
    void shouldHandOverAllGroupsOrNone() throws Exception {
        String other = "io.fairlead.echo~other";
        GroupSpec spec = new GroupSpec(
                other,
                Rig.group(Rig.listener(PortRange.exactly(0), EndpointOptions.DEFAULT))
                        .endpoints());
        TestEcho firstOther = new TestEcho("first other");
        Binding one = rig.bind(first);
        Binding two = rig.transport.bind(spec, firstOther);
        try (Client client = rig.client(one);
                Client clientOther = rig.client(two)) {
            client.ask("a");
            clientOther.ask("a");
            rig.bind(second);
            rig.transport.bind(spec, new TestEcho("refusing") {
                @Override
                public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                    throw new StateRefusedException("no such version");
                }
            });
            assertThat(rig.transport.staged()).containsExactly(other, Rig.KEY);
            HandOver.Outcome refused = rig.transport.handOver(List.of(Rig.KEY, other), Duration.ofSeconds(2), false);
            assertThat(refused.reason()).contains(other + ": no such version");
            assertThat(client.ask("b")).isEqualTo("first 2 b");
            assertThat(clientOther.ask("b")).isEqualTo("first other 2 b");
            assertThat(rig.transport.staged()).isEmpty();
            rig.bind(second);
            rig.transport.bind(spec, new TestEcho("third other"));
            assertThat(rig.transport
                            .handOver(List.of(other, Rig.KEY), Duration.ofSeconds(2), false)
                            .connections())
                    .isEqualTo(2);
            assertThat(client.ask("c")).isEqualTo("second 3 c");
            assertThat(clientOther.ask("c")).isEqualTo("third other 3 c");
        }
    }

    @Test
    void shouldCloseAParkedGroupWhenItsLeaseEnds() throws Exception {
        Binding binding = rig.bind(first);
        try (Client client = rig.client(binding)) {
            client.ask("a");
            binding.park(Duration.ofMillis(100));
            assertThat(client.in.read()).isEqualTo(-1);
            await().untilAsserted(() -> {
                assertThat(rig.transport.endpoints()).isEmpty();
                assertThat(rig.transport.ports()).isEmpty();
                assertThat(rig.parts.part(Rig.KEY).endpoints).isEmpty();
            });
        }
    }

    @Test
    void shouldKeepConnectionsWhereDeletedSettingsComeBackWithinTheGrace() throws Exception {
        Binding binding = rig.bind(first);
        try (Client client = rig.client(binding)) {
            client.ask("a");
            binding.deactivate(Binding.CONFIGURATION_DELETED);
            Binding again = rig.bind(second);
            assertThat(client.ask("b")).isEqualTo("second 2 b");
            again.deactivate(Binding.CONFIGURATION_DELETED);
            assertThat(client.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldStayParkedWhereTheNextProtocolRefuses() throws Exception {
        Binding binding = rig.bind(first);
        try (Client client = rig.client(binding)) {
            client.ask("a");
            binding.park(Duration.ofSeconds(20));
            assertThatThrownBy(() -> rig.bind(new TestEcho("refusing") {
                        @Override
                        public ConnectionHandler open(Connection connection, Optional<SessionState> state) {
                            throw new StateRefusedException("no such version");
                        }
                    }))
                    .isInstanceOf(StateRefusedException.class)
                    .hasMessageContaining("no such version");
            rig.bind(second);
            assertThat(client.ask("b")).isEqualTo("second 2 b");
        }
    }

    private long read() {
        return rig.transport.connections(1).get(0).bytesRead();
    }
}
