package io.fairlead.transport.netty.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.transport.Binding;
import io.fairlead.transport.DatagramBatch;
import io.fairlead.transport.DatagramHandler;
import io.fairlead.transport.DatagramPort;
import io.fairlead.transport.DetachedException;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.PortRange;
import io.fairlead.transport.Protocol;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.netty.Rig;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class DatagramSocketTest {
    private final List<Echo> opened = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void watchForLeaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    /** Answers every datagram with its name and the bytes; notes what came. */
    private final class Echo implements DatagramHandler {
        final String name;
        final DatagramPort port;
        final List<String> came = new CopyOnWriteArrayList<>();
        final List<String> life = new CopyOnWriteArrayList<>();
        volatile int largestBatch;
        volatile boolean silent;

        Echo(String name, DatagramPort port, Optional<SessionState> state) {
            this.name = name;
            this.port = port;
            state.ifPresent(from -> life.add("from " + new String(from.bytes(), StandardCharsets.US_ASCII)));
            opened.add(this);
        }

        @Override
        public void onDatagrams(DatagramBatch batch) {
            largestBatch = Math.max(largestBatch, batch.size());
            for (int i = 0; i < batch.size(); i++) {
                String text =
                        StandardCharsets.ISO_8859_1.decode(batch.payload(i)).toString();
                came.add(text);
                if (!silent) {
                    port.send(batch.sender(i), ByteBuffer.wrap((name + text).getBytes(StandardCharsets.ISO_8859_1)));
                }
            }
        }

        @Override
        public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
            life.add("suspend");
            return CompletableFuture.completedFuture(
                    Optional.of(SessionState.of("echo", 1, name.getBytes(StandardCharsets.US_ASCII))));
        }

        @Override
        public void resume() {
            life.add("resume");
        }

        @Override
        public void detached() {
            life.add("detached");
        }
    }

    private Protocol echo(String name) {
        return new Protocol() {
            @Override
            public DatagramHandler open(DatagramPort port, Optional<SessionState> state) {
                return new Echo(name, port, state);
            }
        };
    }

    private static EndpointSpec spec(PortRange ports, EndpointOptions options) {
        return new EndpointSpec("main", EndpointSpec.Kind.DATAGRAM, ports, options, "for a test");
    }

    private static Binding bind(Rig rig, Protocol protocol) {
        return rig.transport.bind(Rig.group(spec(PortRange.exactly(0), EndpointOptions.DEFAULT)), protocol);
    }

    private static Rig rig(String io) {
        return new Rig(Map.of("io", io), Path.of("."));
    }

    private static java.net.DatagramSocket client() throws IOException {
        java.net.DatagramSocket socket =
                new java.net.DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(5_000);
        socket.setReceiveBufferSize(1 << 20);
        return socket;
    }

    private static void send(java.net.DatagramSocket from, InetSocketAddress to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        from.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private static String receive(java.net.DatagramSocket at) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        at.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "nio"})
    void shouldAnswerInOrderOfArrival(String io) throws Exception {
        try (Rig rig = rig(io);
                java.net.DatagramSocket client = client()) {
            InetSocketAddress server = Rig.address(bind(rig, echo("a")));
            List<String> answers = new ArrayList<>();
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 20; i++) {
                    send(client, server, ":" + (round * 20 + i));
                }
                for (int i = 0; i < 20; i++) {
                    answers.add(receive(client));
                }
            }
            assertThat(answers)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 400).mapToObj(i -> "a:" + i).toList());
            send(client, server, "");
            assertThat(receive(client)).isEqualTo("a");
            send(client, server, "x".repeat(60_000));
            assertThat(receive(client)).hasSize(60_001);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "nio"})
    void shouldCutATrainForAnOrdinaryReceiver(String io) throws Exception {
        try (Rig rig = rig(io);
                java.net.DatagramSocket client = client()) {
            bind(rig, echo("a"));
            DatagramPort port = opened.get(0).port;
            byte[] train = new byte[100 * 100 + 7];
            for (int i = 0; i < train.length; i++) {
                train[i] = (byte) (i / 100);
            }
            port.sendTrain((InetSocketAddress) client.getLocalSocketAddress(), ByteBuffer.wrap(train), 100);
            port.flush();
            for (int i = 0; i <= 100; i++) {
                String got = receive(client);
                assertThat(got).isEqualTo(String.valueOf((char) i).repeat(i < 100 ? 100 : 7));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "nio"})
    void shouldCutAnArrivingTrainApart(String io) throws Exception {
        try (Rig from = rig("auto");
                Rig to = rig(io)) {
            bind(from, echo("from"));
            Binding receiver = bind(to, echo("to"));
            Echo taker = opened.get(1);
            taker.silent = true;
            List<String> expected = new ArrayList<>();
            DatagramPort port = opened.get(0).port;
            for (int train = 0; train < 10; train++) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < 40; i++) {
                    String datagram = String.format("%05d", train * 40 + i).repeat(i < 39 ? 240 : 10);
                    expected.add(datagram);
                    text.append(datagram);
                }
                port.sendTrain(
                        Rig.address(receiver),
                        ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII)),
                        1200);
                port.flush();
                int soFar = expected.size();
                await().untilAsserted(() -> assertThat(taker.came).hasSize(soFar));
            }
            assertThat(taker.came).containsExactlyElementsOf(expected);
            if (io.equals("auto") && to.transport.io().equals("epoll")) {
                assertThat(taker.largestBatch).isGreaterThan(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "nio"})
    void shouldLoseNothingThatArrivesWhileParked(String io) throws Exception {
        try (Rig rig = rig(io);
                java.net.DatagramSocket client = client()) {
            Binding binding = bind(rig, echo("a"));
            InetSocketAddress server = Rig.address(binding);
            List<String> answers = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int swap = 0; swap < 5; swap++) {
                for (int i = 0; i < 10; i++) {
                    send(client, server, swap + "." + i);
                }
                binding.park(Duration.ofSeconds(10));
                for (int i = 10; i < 50; i++) {
                    send(client, server, swap + "." + i);
                }
                binding = bind(rig, echo("a"));
                for (int i = 0; i < 50; i++) {
                    answers.add(receive(client));
                    expected.add("a" + swap + "." + i);
                }
            }
            assertThat(answers).containsExactlyElementsOf(expected);
            assertThat(opened.get(0).life).containsExactly("suspend", "detached");
            assertThat(opened.get(1).life).first().isEqualTo("from a");
            assertThatThrownBy(() -> opened.get(0).port.send(server, ByteBuffer.allocate(1)))
                    .isInstanceOf(DetachedException.class);
        }
    }

    @Test
    void shouldCutTrainsApartAlsoAfterAndAmongManySingleDatagrams() throws Exception {
        try (Rig from = rig("auto");
                Rig to = rig("auto")) {
            bind(from, echo("from"));
            InetSocketAddress receiver = Rig.address(bind(to, echo("to")));
            Echo taker = opened.get(1);
            taker.silent = true;
            DatagramPort port = opened.get(0).port;
            List<String> expected = new ArrayList<>();
            for (int round = 0; round < 300; round++) {
                for (int i = 0; i < 40; i++) {
                    String single = "single " + round + "." + i;
                    expected.add(single);
                    port.send(receiver, ByteBuffer.wrap(single.getBytes(StandardCharsets.US_ASCII)));
                }
                if (round % 50 == 49) {
                    StringBuilder train = new StringBuilder();
                    for (int i = 0; i < 40; i++) {
                        String datagram = String.format("train %04d.%02d", round, i);
                        expected.add(datagram);
                        train.append(datagram);
                    }
                    port.sendTrain(receiver, ByteBuffer.wrap(train.toString().getBytes(StandardCharsets.US_ASCII)), 13);
                }
                port.flush();
                int soFar = expected.size();
                await().pollInterval(Duration.ofMillis(1)).until(() -> taker.came.size() >= soFar);
            }
            assertThat(taker.came).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void shouldHandOverToAStagedProtocol() throws Exception {
        try (Rig rig = rig("auto");
                java.net.DatagramSocket client = client()) {
            Binding first = bind(rig, echo("a"));
            InetSocketAddress server = Rig.address(first);
            send(client, server, "1");
            assertThat(receive(client)).isEqualTo("a1");
            InetSocketAddress self = (InetSocketAddress) client.getLocalSocketAddress();
            bind(rig, new Protocol() {
                @Override
                public DatagramHandler open(DatagramPort port, Optional<SessionState> state) {
                    port.send(self, ByteBuffer.wrap(new byte[] {'!'}));
                    return new Echo("b", port, state);
                }
            });
            assertThat(rig.handOver().done()).isTrue();
            opened.get(1).port.flush();
            assertThat(receive(client)).isEqualTo("!");
            send(client, server, "2");
            assertThat(receive(client)).isEqualTo("b2");
            assertThat(opened.get(0).life).containsExactly("suspend", "detached");
            assertThat(opened.get(1).life).containsExactly("from a");
        }
    }

    @Test
    void shouldMoveToAnotherPortWithTheSameHandler() throws Exception {
        try (Rig rig = rig("auto");
                java.net.DatagramSocket client = client()) {
            Binding binding = bind(rig, echo("a"));
            InetSocketAddress before = Rig.address(binding);
            int free;
            try (java.net.DatagramSocket probe = client()) {
                free = probe.getLocalPort();
            }
            binding.update(Rig.group(spec(PortRange.exactly(free), EndpointOptions.DEFAULT)));
            InetSocketAddress after = Rig.address(binding);
            assertThat(after.getPort()).isEqualTo(free).isNotEqualTo(before.getPort());
            send(client, after, "x");
            assertThat(receive(client)).isEqualTo("ax");
            assertThat(opened).hasSize(1);
            assertThat(opened.get(0).port.localAddress()).isEqualTo(after);
        }
    }

    @Test
    void shouldDropWhatTheAccessListDoesNotAllow() throws Exception {
        try (Rig rig = rig("auto");
                java.net.DatagramSocket stranger = client();
                java.net.DatagramSocket friend = new java.net.DatagramSocket(
                        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 9}), 0))) {
            friend.setSoTimeout(5_000);
            Binding binding = rig.transport.bind(
                    Rig.group(spec(PortRange.exactly(0), Rig.options("allow", "127.0.0.9"))), echo("a"));
            send(stranger, Rig.address(binding), "stranger");
            send(friend, Rig.address(binding), "friend");
            assertThat(receive(friend)).isEqualTo("afriend");
            assertThat(opened.get(0).came).containsExactly("friend");
            assertThat(rig.transport.endpoints()).singleElement().satisfies(entry -> assertThat(entry.refused())
                    .isEqualTo(1));
        }
    }

    @Test
    void shouldGoOnAfterAHandlerThatThrows() throws Exception {
        try (Rig rig = rig("auto");
                java.net.DatagramSocket client = client()) {
            CompletableFuture<Void> thrown = new CompletableFuture<>();
            Binding binding = bind(rig, new Protocol() {
                @Override
                public DatagramHandler open(DatagramPort port, Optional<SessionState> state) {
                    return batch -> {
                        if (batch.payload(0).get() == '!') {
                            thrown.complete(null);
                            throw new IllegalStateException("as asked");
                        }
                        port.send(batch.sender(0), batch.payload(0));
                    };
                }
            });
            send(client, Rig.address(binding), "!");
            thrown.join();
            send(client, Rig.address(binding), "fine");
            assertThat(receive(client)).isEqualTo("fine");
        }
    }

    @Test
    void shouldDropWhatDoesNotFitTheQueueOfWaiting() {
        Waiting waiting = new Waiting();
        Batch batch = new Batch();
        InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        List<Boolean> taken = new ArrayList<>();
        for (int i = 0; i < Waiting.MOST + 2; i++) {
            taken.add(waiting.add(
                    io.netty.buffer.UnpooledByteBufAllocator.DEFAULT,
                    new io.netty.channel.socket.DatagramPacket(
                            io.netty.buffer.Unpooled.buffer(4).writeInt(i), peer, peer)));
        }
        assertThat(taken.subList(0, Waiting.MOST)).containsOnly(true);
        assertThat(taken.subList(Waiting.MOST, taken.size())).containsExactly(false, false);
        waiting.moveTo(batch);
        assertThat(IntStream.range(0, batch.size()).map(i -> batch.payload(i).getInt()))
                .containsExactlyElementsOf(
                        IntStream.range(0, Waiting.MOST).boxed().toList());
        batch.clear();
    }

    @Test
    void shouldCountWhatItDropsWhenTheQueueIsFull() throws Exception {
        try (Rig rig = rig("auto");
                java.net.DatagramSocket client = client()) {
            Binding binding = rig.transport.bind(
                    Rig.group(spec(
                            PortRange.exactly(0), Rig.options("write-buffer-low", "1k", "write-buffer-high", "8k"))),
                    echo("a"));
            DatagramPort port = opened.get(0).port;
            CompletableFuture<Void> blocked = new CompletableFuture<>();
            CompletableFuture<Void> reached = new CompletableFuture<>();
            port.executor().execute(() -> {
                reached.complete(null);
                blocked.join();
            });
            reached.join();
            InetSocketAddress to = (InetSocketAddress) client.getLocalSocketAddress();
            for (int i = 0; i < 20; i++) {
                port.send(to, ByteBuffer.allocate(1000));
            }
            assertThat(port.isWritable()).isFalse();
            blocked.complete(null);
            port.flush();
            for (int i = 0; i < 9; i++) {
                assertThat(receive(client)).hasSize(1000);
            }
            await().until(port::isWritable);
            assertThat(binding.staged()).isFalse();
        }
    }
}
