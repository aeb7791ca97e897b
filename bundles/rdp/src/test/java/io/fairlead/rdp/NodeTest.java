package io.fairlead.rdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.rdp.SimulatedNetwork.Path;
import io.fairlead.rdp.wire.Ext;
import io.fairlead.rdp.wire.Func;
import io.fairlead.rdp.wire.Header;
import io.fairlead.rdp.wire.Packet;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodeTest {
    private final Recorder client = new Recorder();
    private final Recorder server = new Recorder();
    private final SimulatedNetwork network = new SimulatedNetwork(1, Path.of(0, 10));

    @Test
    void shouldOpenAndCloseOnBothSides() {
        Node asking = network.host(1, RdpSettings.DEFAULT, client);
        network.host(2, RdpSettings.DEFAULT, server);
        Session session = asking.open(SimulatedNetwork.address(2));
        network.run(1000);
        assertThat(session.phase()).isEqualTo(Phase.OPEN);
        asking.close(session, "DONE");
        assertThatThrownBy(() -> asking.open(SimulatedNetwork.address(2))).hasMessageContaining("being closed");
        network.run(1000);
        assertThat(client.told).containsExactly("opened", "closed DONE");
        assertThat(server.told).containsExactly("opened", "closed DONE");
        asking.open(SimulatedNetwork.address(2));
        network.run(1000);
        assertThat(server.told).containsExactly("opened", "closed DONE", "opened");
    }

    @Test
    void shouldFindARestartedServerWithinOnePing() {
        network.host(2, RdpSettings.DEFAULT, server);
        Session session = network.host(1, RdpSettings.DEFAULT, client).open(SimulatedNetwork.address(2));
        network.run(1000);
        network.remove(2);
        network.run(1000);
        network.host(2, RdpSettings.DEFAULT, server);
        double restarted = network.millis();
        assertThat(network.runUntil(() -> client.told.contains("again"), 10_000))
                .isTrue();
        assertThat(network.millis() - restarted).isLessThan(4000 + 5 * 20);
        session.send(Func.MSG, 0, Delivery.IN_ORDER, ByteBuffer.wrap(new byte[] {9}));
        network.run(500);
        assertThat(server.messages).containsExactly(new byte[] {9});
    }

    @Test
    void shouldTakeARestartedClientInPlaceOfTheOld() {
        network.host(2, RdpSettings.DEFAULT, server);
        network.host(1, RdpSettings.DEFAULT, client).open(SimulatedNetwork.address(2));
        network.run(1000);
        network.remove(1);
        network.host(1, RdpSettings.DEFAULT, client).open(SimulatedNetwork.address(2));
        network.run(1000);
        assertThat(server.told).containsExactly("opened", "closed RECYCLED", "opened");
    }

    @Test
    void shouldGiveUpARemoteAfterTheTimeToDropIt() {
        RdpSettings quick =
                RdpSettings.DEFAULT.withTimes(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10));
        network.host(2, quick, server);
        Session session = network.host(1, quick, client).open(SimulatedNetwork.address(2));
        network.run(1000);
        network.path(Path.of(1, 10));
        session.send(Func.MSG, 0, Delivery.IN_ORDER, ByteBuffer.allocate(1));
        network.run(20_000);
        assertThat(client.told).containsExactly("opened", "down", "closed TIMEDROP");
        assertThat(server.told).containsExactly("opened", "down", "closed TIMEDROP");
        assertThat(client.failed).containsExactly(1L);
    }

    @Test
    void shouldNeverAnswerAStrangerWithMoreThanHeSentAndKeepNothingForHim() {
        Node node = network.host(2, RdpSettings.DEFAULT, server);
        Random random = new Random(3);
        long in = 0;
        long out = network.sentBytes;
        for (int i = 0; i < 10_000; i++) {
            Func func = List.of(Func.OPEN, Func.PING, Func.GET, Func.MOPEN, Func.KEYS, Func.CLOSE)
                    .get(i % 6);
            byte[] table = "{VER=1}".getBytes(StandardCharsets.US_ASCII);
            byte[] data = java.util.Arrays.copyOf(table, func == Func.OPEN ? 512 : 8 + random.nextInt(40));
            ByteBuffer datagram = datagram(func, 1 + random.nextInt(1000), random.nextInt(128), data);
            in += datagram.remaining();
            InetSocketAddress spoofed =
                    new InetSocketAddress("127." + random.nextInt(256) + "." + random.nextInt(256) + ".1", 9);
            long before = network.sentBytes;
            int size = datagram.remaining();
            network.inject(spoofed, 2, datagram);
            assertThat(network.sentBytes - before).as("answer to %s", func).isLessThanOrEqualTo(size);
        }
        assertThat(network.sentBytes - out).isLessThan(in);
        assertThat(node.sessions()).isEmpty();
        assertThat(server.told).isEmpty();
    }

    @Test
    void shouldIgnoreForgedResetsClosesAndReplays() {
        network.host(2, RdpSettings.DEFAULT, server);
        Session session = network.host(1, RdpSettings.DEFAULT, client).open(SimulatedNetwork.address(2));
        network.run(500);
        InetSocketAddress from = SimulatedNetwork.address(1);
        byte[] close = "{REASON=FORGED}".getBytes(StandardCharsets.US_ASCII);
        network.inject(from, 2, datagram(Func.CLOSE, session.epoch() + 1, -1, close));
        byte[] reset = ByteBuffer.allocate(8).putInt(12345).array();
        network.inject(from, 2, datagram(Func.RST, 1, -1, reset));
        ByteBuffer set = datagram(Func.SET, session.epoch(), 0, new byte[] {1});
        network.inject(from, 2, set.duplicate());
        network.inject(from, 2, set.duplicate());
        network.run(500);
        assertThat(server.messages).containsExactly(new byte[] {1});
        assertThat(server.told).containsExactly("opened");
    }

    @Test
    void shouldDropWhatHasNotTheRightCode() {
        RdpSettings keyed = RdpSettings.DEFAULT.withKey(new byte[] {1, 2, 3, 4});
        Node node = network.host(2, keyed, server);
        network.host(1, RdpSettings.DEFAULT.withKey(new byte[] {4, 3, 2, 1}), client)
                .open(SimulatedNetwork.address(2));
        network.run(3000);
        assertThat(server.told).isEmpty();
        assertThat(node.counts().get(Count.UNAUTHENTIC)).isPositive();
        network.host(3, keyed, client).open(SimulatedNetwork.address(2));
        network.run(1000);
        assertThat(server.told).containsExactly("opened");
    }

    @Test
    void shouldRefuseMoreRemotesThanMayBe() {
        RdpSettings few = new RdpSettings(
                "A",
                RdpSettings.DEFAULT.opcodes(),
                1400,
                16,
                5,
                Duration.ofSeconds(4),
                Duration.ofSeconds(15),
                Duration.ofSeconds(600),
                1 << 20,
                1 << 20,
                2,
                64_000,
                1e9,
                java.util.Optional.empty());
        Node node = network.host(2, few, server);
        for (int i = 3; i <= 6; i++) {
            network.host(i, RdpSettings.DEFAULT, client).open(SimulatedNetwork.address(2));
        }
        network.run(3000);
        assertThat(node.sessions()).hasSize(2);
        assertThat(node.counts().get(Count.REFUSED)).isPositive();
    }

    @Test
    void shouldLiveThroughDatagramsThatMakeNoSense() {
        Node node = network.host(2, RdpSettings.DEFAULT, server);
        Session session = network.host(1, RdpSettings.DEFAULT, client).open(SimulatedNetwork.address(2));
        network.run(500);
        List<byte[]> bad = new ArrayList<>(List.of(new byte[0], new byte[7], new byte[65_507]));
        bad.add(new byte[] {10, 0, 0, 'I', 0, 0, 0, 100});
        bad.add(new byte[] {10, 0, 0, 'I', 0, 0, 0, -1});
        bad.add(new byte[] {10, 0x30, 0, 'I', 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0});
        bad.add(new byte[] {10, 0, 0, 'I', -2, 0, 0, 0});
        bad.add(new byte[] {10, 0, 0, 'V', 0, 0, 0, 0});
        bad.add(new byte[] {99, 0, 0, 'I', -1, 0, 0, 0});
        bad.add(new byte[] {10, 7, 0, 'I', -1, 0, 0, 0});
        bad.forEach(each -> network.inject(SimulatedNetwork.address(1), 2, ByteBuffer.wrap(each)));
        assertThat(node.counts().get(Count.MALFORMED)).isEqualTo(bad.size());
        session.send(Func.MSG, 0, Delivery.IN_ORDER, ByteBuffer.wrap(new byte[] {5}));
        network.run(500);
        assertThat(server.messages).containsExactly(new byte[] {5});
    }

    private static ByteBuffer datagram(Func func, int epoch, int seq, byte[] data) {
        int pseq = seq < 0 ? 0 : seq;
        Ext ext = new Ext(Ext.LAST, 0, epoch, pseq, 0, 0, 1, data.length, 0, 1);
        Packet packet = Packet.of(
                func.standard(),
                0,
                ByteOrder.BIG_ENDIAN,
                seq < 0 || func == Func.OPEN || func == Func.PING ? Header.UNRELIABLE : seq,
                0,
                Double.NaN,
                ext,
                ByteBuffer.wrap(data));
        ByteBuffer out = ByteBuffer.allocate(packet.length());
        packet.write(out);
        return out.flip();
    }
}
