package io.fairlead.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.rdp.SimulatedNetwork.Path;
import io.fairlead.rdp.wire.Func;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ReliableMessagesTest {
    private final Recorder client = new Recorder();
    private final Recorder server = new Recorder();

    @Test
    void shouldDeliverMessagesOfEverySizeInOrderWithoutResendsOnACleanLink() {
        SimulatedNetwork network = new SimulatedNetwork(1, Path.of(0, 1));
        Session session = connected(network, RdpSettings.DEFAULT.withRates(1e7, 1e9));
        Random random = new Random(2);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            byte[] message = new byte[1 + random.nextInt(20_000)];
            random.nextBytes(message);
            sent.add(message);
            if (session.send(Func.MSG, 0, Delivery.IN_ORDER, ByteBuffer.wrap(message)) % 100 == 0) {
                assertThat(network.runUntil(session::idle, 60_000)).isTrue();
            }
        }
        assertThat(network.runUntil(() -> server.messages.size() == sent.size(), 60_000))
                .isTrue();
        network.run(100);
        assertThat(IntStream.range(0, sent.size())
                        .filter(i -> !java.util.Arrays.equals(sent.get(i), server.messages.get(i))))
                .isEmpty();
        assertThat(session.counts().get(Count.RESENT)).isZero();
        assertThat(client.delivered).hasSize(10_000);
    }

    @Test
    void shouldCarryEightyKilobytesASecondAtTenPercentLossAndFiftyMilliseconds() {
        for (long seed = 1; seed <= 5; seed++) {
            client.delivered.clear();
            server.messages.clear();
            client.told.clear();
            server.told.clear();
            SimulatedNetwork network = new SimulatedNetwork(seed, Path.of(0.10, 50));
            Session session = connected(network, RdpSettings.DEFAULT.with(32, 10));
            double begun = network.millis();
            sendNumbered(session, 2000, 1000);
            assertThat(network.runUntil(() -> server.messages.size() == 2000, 60_000))
                    .isTrue();
            double seconds = (network.millis() - begun) / 1000;
            assertThat(2_000_000 / seconds)
                    .as("bytes a second of seed %d", seed)
                    .isGreaterThan(80_000);
            assertThat(numbers(server.messages)).containsExactlyElementsOf(upTo(2000));
            double overhead = (double) (2000 + session.counts().get(Count.RESENT)) / 2000;
            assertThat(overhead).as("overhead of seed %d", seed).isLessThan(1.35);
        }
    }

    @Test
    void shouldDeliverExactlyOnceAndInOrderWhateverThePathDoes() {
        for (long seed = 1; seed <= 1500; seed++) {
            Random random = new Random(seed);
            Path path = new Path(
                    random.nextDouble() * 0.3,
                    random.nextDouble() * 100,
                    random.nextDouble() * 30,
                    random.nextDouble() * 0.1,
                    random.nextDouble() * 0.05,
                    random.nextBoolean() ? 0 : 20_000 + random.nextInt(200_000),
                    30_000);
            client.told.clear();
            server.messages.clear();
            client.told.clear();
            server.told.clear();
            SimulatedNetwork network = new SimulatedNetwork(seed, path);
            // Without codes a flipped bit in the data cannot be seen, as UDP's own checksum would.
            RdpSettings settings =
                    RdpSettings.DEFAULT.with(1 + random.nextInt(63), -1).withKey(new byte[] {1, 2, 3});
            Session session = connected(network, settings);
            sendNumbered(session, 60, 10 + random.nextInt(3000));
            assertThat(network.runUntil(() -> server.messages.size() >= 60, 300_000))
                    .as("seed %d, %s: %s", seed, path, numbers(server.messages))
                    .isTrue();
            network.run(2000);
            assertThat(numbers(server.messages)).as("seed %d", seed).containsExactlyElementsOf(upTo(60));
            assertThat(client.failed).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void shouldLetIndependentMessagesOvertakeAndStillDeliverEachOnce() {
        for (long seed = 1; seed <= 200; seed++) {
            server.messages.clear();
            SimulatedNetwork network = new SimulatedNetwork(seed, new Path(0.2, 20, 20, 0.1, 0, 0, 0));
            Session session = connected(network, RdpSettings.DEFAULT.with(63, -1));
            for (int i = 0; i < 100; i++) {
                session.send(Func.MSG, 0, i % 2 == 0 ? Delivery.INDEPENDENT : Delivery.REDUNDANT, numbered(i, 50));
            }
            assertThat(network.runUntil(session::idle, 60_000)).isTrue();
            List<Integer> got = new ArrayList<>(numbers(server.messages));
            Collections.sort(got);
            assertThat(got).as("seed %d %s %s", seed, client.told, server.told).containsExactlyElementsOf(upTo(100));
        }
    }

    @Test
    void shouldKeepOrderAmongOrderedMessagesBesideIndependentOnes() {
        SimulatedNetwork network = new SimulatedNetwork(7, Path.of(0.2, 20));
        Session session = connected(network, RdpSettings.DEFAULT.with(32, -1));
        for (int i = 0; i < 200; i++) {
            session.send(Func.MSG, 0, i % 3 == 0 ? Delivery.REDUNDANT : Delivery.IN_ORDER, numbered(i, 700));
        }
        assertThat(network.runUntil(session::idle, 60_000)).isTrue();
        List<Integer> all = numbers(server.messages);
        assertThat(all).containsExactlyInAnyOrderElementsOf(upTo(200));
        assertThat(all.stream().filter(i -> i % 3 != 0).toList()).isSorted();
    }

    @Test
    void shouldDeliverSmallMessagesInTimeAtTenPercentLoss() {
        assertThat(percentile99(Delivery.IN_ORDER)).as("in order").isLessThan(150);
        assertThat(percentile99(Delivery.INDEPENDENT)).as("independent").isLessThan(100);
        assertThat(percentile99(Delivery.REDUNDANT)).as("redundant").isLessThan(40);
    }

    /** 200 messages of 1 KiB a second over a link of 200 Mbit/s with 10 % loss and a round trip of 50 ms. */
    private double percentile99(Delivery delivery) {
        SimulatedNetwork simulated = new SimulatedNetwork(3, Path.bottleneck(0.10, 25, 25e6, 512 << 10));
        List<Double> latencies = new ArrayList<>();
        Recorder receiving = new Recorder() {
            @Override
            public void message(Session session, Func func, int info, ByteBuffer data) {
                latencies.add(simulated.millis() - data.getDouble(0));
            }
        };
        simulated.host(2, RdpSettings.DEFAULT, receiving);
        Session session =
                simulated.host(1, RdpSettings.DEFAULT.with(63, 10), client).open(SimulatedNetwork.address(2));
        simulated.runUntil(() -> session.phase() == Phase.OPEN, 10_000);
        for (int i = 0; i < 3000; i++) {
            simulated.at(5.0 * i, () -> {
                ByteBuffer message = ByteBuffer.allocate(1024).putDouble(0, simulated.millis());
                session.send(Func.MSG, 0, delivery, message);
            });
        }
        assertThat(simulated.runUntil(() -> latencies.size() == 3000, 60_000)).isTrue();
        Collections.sort(latencies);
        return latencies.get(2970);
    }

    @Test
    void shouldSayOfEveryMessageThatItFailedWhereNothingArrives() {
        SimulatedNetwork network = new SimulatedNetwork(5, Path.of(0, 20));
        client.network = network;
        Session session = connected(network, RdpSettings.DEFAULT.with(16, 2));
        network.path(Path.of(1, 20));
        double begun = network.millis();
        sendNumbered(session, 5, 100);
        network.run(14_000);
        assertThat(client.failed)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 5).boxed().toList());
        // The round trip is 40 ms and known from the opening: 145 ms, then twice and four times that.
        assertThat(client.failedAt).allSatisfy(at -> assertThat(at - begun).isBetween(0.8 * 1015, 1.2 * 1015));
        network.run(3000);
        assertThat(client.told).containsExactly("opened", "down");
        network.path(Path.of(0, 20));
        assertThat(network.runUntil(() -> client.told.contains("up"), 5000)).isTrue();
        session.send(Func.MSG, 0, Delivery.IN_ORDER, numbered(77, 10));
        network.run(5000);
        assertThat(numbers(server.messages))
                .as("after the failed ones were given up")
                .containsExactly(77);
    }

    @Test
    void shouldRefuseWhatIsTooLongOrTooMuch() {
        SimulatedNetwork network = new SimulatedNetwork(5, Path.of(1, 20));
        Session session = network.host(1, RdpSettings.DEFAULT, client).open(SimulatedNetwork.address(2));
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> session.send(Func.MSG, 0, Delivery.IN_ORDER, ByteBuffer.allocate((1 << 20) + 1)))
                .hasMessageContaining("1048577 bytes; at most 1048576");
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> session.send(Func.MSG, 0, Delivery.REDUNDANT, ByteBuffer.allocate(2000)))
                .hasMessageContaining("may be independent");
        for (int i = 0; i < 16; i++) {
            session.send(Func.MSG, 0, Delivery.IN_ORDER, ByteBuffer.allocate(1 << 20));
        }
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> session.send(Func.MSG, 0, Delivery.IN_ORDER, ByteBuffer.allocate(1)))
                .hasMessageContaining("wait for");
    }

    private Session connected(SimulatedNetwork network, RdpSettings settings) {
        network.host(2, settings, server);
        Session session = network.host(1, settings, client).open(SimulatedNetwork.address(2));
        assertThat(network.runUntil(() -> session.phase() == Phase.OPEN, 60_000))
                .isTrue();
        return session;
    }

    private static void sendNumbered(Session session, int count, int size) {
        for (int i = 0; i < count; i++) {
            session.send(Func.MSG, 0, Delivery.IN_ORDER, numbered(i, size));
        }
    }

    private static ByteBuffer numbered(int number, int size) {
        ByteBuffer message = ByteBuffer.allocate(size).putInt(0, number);
        for (int i = 4; i < size; i++) {
            message.put(i, (byte) (number + i));
        }
        return message;
    }

    private static List<Integer> numbers(List<byte[]> messages) {
        return messages.stream()
                .map(each -> ByteBuffer.wrap(each))
                .map(each -> each.equals(numbered(each.getInt(0), each.remaining())) ? each.getInt(0) : -1)
                .toList();
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }
}
