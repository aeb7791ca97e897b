package io.fairlead.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.rdp.SimulatedNetwork.Path;
import io.fairlead.rdp.wire.Func;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class PipesTest {
    private static final int CHANNEL = 5;

    private final List<Frame> frames = new ArrayList<>();
    private final Map<Long, ByteBuffer> sent = new HashMap<>();
    private SimulatedNetwork network;
    private Recorder client;
    private Session out;
    private Session in;

    @Test
    void shouldDeliverFramesAsTheyWereSentAndAccountForTheRest() {
        for (long seed = 1; seed <= 150; seed++) {
            Random random = new Random(seed);
            Path path = new Path(
                    random.nextDouble() * 0.2,
                    random.nextDouble() * 80,
                    random.nextDouble() * 20,
                    random.nextDouble() * 0.1,
                    random.nextDouble() * 0.02,
                    0,
                    0);
            connect(seed, path, RdpSettings.DEFAULT.withKey(new byte[] {7}));
            int size = 1 + random.nextInt(40_000);
            FrameReceiver receiver = receive(new InSettings(
                    size,
                    0,
                    random.nextBoolean() ? GapPolicy.DROP : GapPolicy.ZERO,
                    Optional.empty(),
                    InSettings.MAX_BYTES));
            FrameSender sender = send(size, 100, 20);
            network.run(10_000);
            assertWholeAndInPlace(size, "seed " + seed + " " + path);
            long whole = frames.stream().filter(each -> !each.filler()).count();
            assertThat(whole + receiver.lost() + sender.dropped())
                    .as("seed %d", seed)
                    .isEqualTo(100);
        }
    }

    @Test
    void shouldKeepFramesOfAMebibyteAlignedAtTwoPercentLoss() {
        connect(1, Path.of(0.02, 20), RdpSettings.DEFAULT.withRates(1e6, 1e9));
        receive(InSettings.of(1 << 20, 0));
        send(1 << 20, 100, 100);
        network.run(20_000);
        assertWholeAndInPlace(1 << 20, "repair");
        assertThat(frames.size()).isGreaterThanOrEqualTo(97);
        assertThat(in.counts().get(Count.MISALIGNED)).isZero();
    }

    @Test
    void shouldKeepSamplesInTheirPlaceWithZerosWhereNothingIsRepaired() {
        connect(1, Path.of(0.02, 20), RdpSettings.DEFAULT.withRates(1e7, 1e9));
        receive(new InSettings(64 << 10, 0, GapPolicy.ZERO, Optional.of(Duration.ZERO), InSettings.MAX_BYTES));
        send(64 << 10, 100, 20);
        network.run(10_000);
        assertWholeAndInPlace(64 << 10, "zeros");
        assertThat(frames).extracting(Frame::filler).contains(true, false);
        assertThat(out.counts().get(Count.REPAIRS)).isLessThan(5);
        double position = frames.get(0).offset();
        for (Frame frame : frames) {
            assertThat(frame.offset()).isEqualTo(position);
            position += 64 << 10;
        }
    }

    @Test
    void shouldDropTheOldestWholeFramesForASlowPathAndCountThem() {
        connect(3, Path.bottleneck(0, 50, 100_000, 28_000), RdpSettings.DEFAULT.with(63, 5));
        FrameReceiver receiver = receive(InSettings.of(4096, 0));
        FrameSender sender = send(4096, 2500, 4);
        network.run(14_000);
        assertWholeAndInPlace(4096, "slow");
        assertThat(sender.dropped()).isPositive();
        assertThat(frames.size() + sender.dropped() + receiver.lost()).isBetween(2496L, 2500L);
        double goodput = frames.size() * 4096 / 10.0;
        assertThat(goodput).as("bytes a second").isGreaterThan(80_000);
        assertThat((double) network.tailDrops / network.sent).as("loss by us").isLessThan(0.01);
    }

    @Test
    void shouldAnswerControlsQuicklyWhileAPipeWantsTenTimesTheBottleneck() {
        connect(4, Path.bottleneck(0, 50, 100_000, 28_000), RdpSettings.DEFAULT.with(63, 5));
        receive(InSettings.of(4096, 0));
        send(4096, 2500, 4);
        List<Double> trips = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            network.run(400);
            double asked = network.millis();
            client.messages.clear();
            in.send(Func.SET, 0, Delivery.IN_ORDER, ByteBuffer.allocate(64));
            assertThat(network.runUntil(() -> !client.messages.isEmpty(), 5000)).isTrue();
            trips.add(network.millis() - asked);
        }
        assertThat(trips).allSatisfy(trip -> assertThat(trip).isLessThan(300));
    }

    @Test
    void shouldFillTheLinkWhereLossIsNoise() {
        assertThat(goodput(0, 25, 3)).as("0 %, 50 ms").isGreaterThan(0.93 * 25e6 * 0.95);
        assertThat(goodput(0.01, 25, 3)).as("1 %, 50 ms").isGreaterThan(0.93 * 25e6 * 0.95);
        assertThat(goodput(0.10, 25, 3)).as("10 %, 50 ms").isGreaterThan(130e6 / 8);
    }

    /** Frames of 32 KiB over 200 Mbit/s with a queue of 512 KiB, as fast as they go; bytes a second after two. */
    private double goodput(double loss, double delay, double seconds) {
        connect(5, Path.bottleneck(loss, delay, 25e6, 512 << 10), RdpSettings.DEFAULT);
        int size = 32 << 10;
        long[] bytes = new long[1];
        in.openIn(
                CHANNEL,
                InSettings.of(size, 0),
                frame -> bytes[0] += frame.data().remaining());
        FrameSender sender = out.openOut(CHANNEL, OutSettings.DEFAULT);
        ByteBuffer frame = ByteBuffer.allocate(size);
        Runnable[] feed = new Runnable[1];
        feed[0] = () -> {
            while (sender.waiting() < 3) {
                sender.offer(frame, Double.NaN);
            }
            network.at(0.5, feed[0]);
        };
        feed[0].run();
        network.run(3000);
        bytes[0] = 0;
        network.run(seconds * 1000);
        return bytes[0] / seconds;
    }

    private void connect(long seed, Path path, RdpSettings settings) {
        frames.clear();
        sent.clear();
        network = new SimulatedNetwork(seed, path);
        Recorder server = new Recorder() {
            @Override
            public void message(Session session, Func func, int info, ByteBuffer data) {
                session.send(Func.ACK, 0, Delivery.IN_ORDER, ByteBuffer.allocate(64));
            }
        };
        client = new Recorder();
        network.host(2, settings, server);
        in = network.host(1, settings, client).open(SimulatedNetwork.address(2));
        Session opening = in;
        assertThat(network.runUntil(() -> opening.phase() == Phase.OPEN && !server.sessions.isEmpty(), 60_000))
                .isTrue();
        out = server.sessions.get(0);
    }

    private FrameReceiver receive(InSettings settings) {
        return in.openIn(CHANNEL, settings, frame -> {
            byte[] bytes = new byte[frame.data().remaining()];
            frame.data().get(bytes);
            frames.add(new Frame(
                    frame.offset(),
                    frame.time(),
                    frame.compressed(),
                    frame.filler(),
                    frame.end(),
                    frame.skipped(),
                    frame.valid(),
                    ByteBuffer.wrap(bytes)));
        });
    }

    private FrameSender send(int size, int count, double everyMillis) {
        FrameSender sender = out.openOut(CHANNEL, OutSettings.DEFAULT);
        Random random = new Random(size);
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            sent.put((long) i * size, ByteBuffer.wrap(bytes));
            network.at(i * everyMillis, () -> sender.offer(ByteBuffer.wrap(bytes), 0.0));
        }
        return sender;
    }

    private void assertWholeAndInPlace(int size, String what) {
        double last = -1;
        for (Frame frame : frames) {
            assertThat(frame.offset()).as(what).isGreaterThan(last);
            last = frame.offset();
            if (frame.filler()) {
                assertThat(frame.data()).as(what).isEqualTo(ByteBuffer.allocate(size));
            } else {
                assertThat(frame.data().equals(sent.get((long) frame.offset())))
                        .as("%s at %s", what, frame.offset())
                        .isTrue();
            }
        }
    }
}
