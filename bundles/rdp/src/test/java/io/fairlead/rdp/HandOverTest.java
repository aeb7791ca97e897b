package io.fairlead.rdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.rdp.SimulatedNetwork.Path;
import io.fairlead.rdp.wire.Func;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandOverTest {
    @Test
    void shouldDeliverOnceAndInOrderWhileBothSidesAreReplacedUnderLoad() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            SimulatedNetwork network =
                    new SimulatedNetwork(seed, new Path(random.nextDouble() * 0.2, 20, 10, 0.05, 0, 0, 0));
            Recorder client = new Recorder();
            Recorder server = new Recorder();
            RdpSettings settings = RdpSettings.DEFAULT.with(32, -1);
            Node answering = network.host(2, settings, server);
            Node asking = network.host(1, settings, client);
            Session session = asking.open(SimulatedNetwork.address(2));
            assertThat(network.runUntil(() -> session.phase() == Phase.OPEN, 60_000))
                    .isTrue();
            for (int i = 0; i < 100; i++) {
                session.send(Func.MSG, 0, Delivery.IN_ORDER, message(i, 100 + random.nextInt(4000)));
            }
            for (int swap = 0; swap < 4; swap++) {
                network.run(30 + random.nextInt(100));
                answering = replaced(network, 2, answering, settings, server);
                network.run(random.nextInt(50));
                asking = replaced(network, 1, asking, settings, client);
            }
            Session last = asking.sessions().get(0);
            assertThat(network.runUntil(last::idle, 60_000)).as("seed %d", seed).isTrue();
            List<Integer> got = new ArrayList<>();
            server.messages.forEach(each -> got.add(ByteBuffer.wrap(each).getInt()));
            assertThat(got)
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
            assertThat(client.told).as("seed %d", seed).containsExactly("opened");
            assertThat(server.told).as("seed %d", seed).containsExactly("opened");
        }
    }

    @Test
    void shouldGoOnWithAPipeWhereItWas() {
        SimulatedNetwork network = new SimulatedNetwork(1, Path.of(0, 10));
        Recorder server = new Recorder();
        Recorder client = new Recorder();
        Node answering = network.host(2, RdpSettings.DEFAULT, server);
        Session in = network.host(1, RdpSettings.DEFAULT, client).open(SimulatedNetwork.address(2));
        network.run(200);
        List<Double> offsets = new ArrayList<>();
        in.openIn(3, InSettings.of(100, 0), frame -> offsets.add(frame.offset()));
        server.sessions.get(0).openOut(3, OutSettings.DEFAULT).offer(ByteBuffer.allocate(100), 0);
        network.run(200);
        Node next = replaced(network, 2, answering, RdpSettings.DEFAULT, server);
        next.sessions().get(0).out(3).orElseThrow().offer(ByteBuffer.allocate(100), 0);
        network.run(200);
        assertThat(offsets).containsExactly(0.0, 100.0);
    }

    @Test
    void shouldRefuseAStateThatIsDamaged() {
        SimulatedNetwork network = new SimulatedNetwork(1, Path.of(0, 10));
        Node node = network.host(2, RdpSettings.DEFAULT, new Recorder());
        network.host(1, RdpSettings.DEFAULT, new Recorder()).open(SimulatedNetwork.address(2));
        network.run(200);
        byte[] state = node.save();
        Node other = network.host(3, RdpSettings.DEFAULT, new Recorder());
        assertThatThrownBy(() -> other.restore(java.util.Arrays.copyOf(state, state.length / 2)))
                .hasMessageContaining("cannot be read");
    }

    private static Node replaced(
            SimulatedNetwork network, int number, Node old, RdpSettings settings, Recorder recorder) {
        byte[] state = old.save();
        network.remove(number);
        Node next = network.host(number, settings, recorder);
        next.restore(state);
        return next;
    }

    private static ByteBuffer message(int number, int size) {
        return ByteBuffer.allocate(size).putInt(0, number);
    }
}
