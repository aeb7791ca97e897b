package io.fairlead.midas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PlotTest {
    @Test
    void shouldKeepTheExactEnvelopeOfEveryColumn() throws PlotException {
        for (int width : new int[] {1, 200, 300, 4096}) {
            for (double ratio : new double[] {3, 3 + 1.0 / width, 6.83, 100}) {
                byte[] frame = noise((int) Math.ceil(ratio * width), 40, width);
                PlotFrame plot = through(frame, plot(2, width));
                assertThat(plot.mode()).isEqualTo(PlotMode.BAND);
                for (int i = 0; i < width; i++) {
                    int from = (int) ((long) i * frame.length / width);
                    int to = (int) ((long) (i + 1) * frame.length / width);
                    byte highest = Byte.MIN_VALUE;
                    byte lowest = Byte.MAX_VALUE;
                    for (int j = from; j < to; j++) {
                        highest = (byte) Math.max(highest, frame[j]);
                        lowest = (byte) Math.min(lowest, frame[j]);
                    }
                    assertThat(plot.values()[2 * i]).isEqualTo(highest);
                    assertThat(plot.values()[2 * i + 1]).isEqualTo(lowest);
                }
            }
        }
    }

    @Test
    void shouldReachTheRatiosThatAreDocumented() {
        assertThat(2048.0 / (size(noise(2048, 40, 1), plot(2, 300)) - 16)).isBetween(3.41, 3.42);
        byte[] spectrum = spectrum(2048);
        int high = size(spectrum, new PlotRequest(2, 300, 0, Integer.MAX_VALUE, true));
        assertThat(2048.0 / high).isGreaterThan(6);
        assertThat(600.0 / size(sine(600), plot(2, 300))).isGreaterThan(1.85);
    }

    @Test
    void shouldStayWithinTheErrorBoundThatItStates() throws PlotException {
        for (int seed = 0; seed < 200; seed++) {
            byte[] frame = seed % 2 == 0 ? noise(1 + seed * 7, seed % 60, seed) : spectrum(50 + seed);
            PlotFrame packed = through(frame, plot(2, 4096));
            for (int i = 0; i < frame.length; i++) {
                assertThat(Math.abs(packed.values()[i] - frame[i]))
                        .as("point %d", i)
                        .isLessThanOrEqualTo(packed.errorBound());
            }
            PlotFrame band = through(frame, plot(2, 10));
            PlotFrame high = through(frame, new PlotRequest(2, 10, 0, Integer.MAX_VALUE, true));
            for (int i = 0; i < high.width() * 2 && band.width() > 0; i++) {
                assertThat(Math.abs(high.values()[i] - band.values()[i])).isLessThanOrEqualTo(high.errorBound());
            }
        }
    }

    @Test
    void shouldKeepAnImpulseAndSendNoiseAsItIs() throws PlotException {
        byte[] impulse = new byte[600];
        impulse[300] = 127;
        impulse[301] = -128;
        assertThat(through(impulse, plot(2, 300)).values()).isEqualTo(impulse);
        byte[] wild = noise(600, 120, 1);
        PlotFrame plot = through(wild, plot(2, 300));
        assertThat(plot.mode()).isEqualTo(PlotMode.NONE);
        assertThat(plot.values()).isEqualTo(wild);
    }

    @Test
    void shouldSendOnlyWhatIsShownWhicheverWayRoundItIsAskedFor() throws PlotException {
        byte[] frame = spectrum(1000);
        PlotFrame plot = through(frame, new PlotRequest(1, 1, 700, 101, false));
        assertThat(plot.from()).isEqualTo(101);
        assertThat(plot.points()).isEqualTo(600);
        assertThat(plot.wholePoints()).isEqualTo(1000);
        assertThat(plot.values()).isEqualTo(java.util.Arrays.copyOfRange(frame, 101, 701));
        assertThat(through(frame, new PlotRequest(0, 1, -5, 99_999, false)).values())
                .isEqualTo(frame);
        assertThat(through(frame, new PlotRequest(0, 1, 5000, 99_999, false)).points())
                .isEqualTo(1);
    }

    @Test
    void shouldKeepFirstAndLastOfEachColumnWhereAskedTo() throws PlotException {
        byte[] frame = noise(1000, 30, 5);
        PlotFrame plot = through(frame, plot(3, 100));
        assertThat(plot.mode()).isEqualTo(PlotMode.M4);
        for (int i = 0; i < 100; i++) {
            assertThat(plot.values()[4 * i]).isEqualTo(frame[10 * i]);
            assertThat(plot.values()[4 * i + 1]).isEqualTo(frame[10 * i + 9]);
        }
    }

    @Test
    void shouldRefuseBytesThatAreNoReducedFrame() {
        ByteBuffer bomb =
                ByteBuffer.allocate(20).put(0, (byte) 1).putInt(4, 1 << 20).putInt(12, 1 << 20);
        assertThatThrownBy(() -> PlotFrame.decode(bomb)).hasMessageContaining("points a byte");
        ByteBuffer huge = ByteBuffer.allocate(20).putInt(4, 1 << 30).putInt(12, 1 << 30);
        assertThatThrownBy(() -> PlotFrame.decode(huge)).hasMessageContaining("at most");
        assertThatThrownBy(() -> PlotFrame.decode(ByteBuffer.allocate(3))).hasMessageContaining("16");
        assertThatThrownBy(() -> new PlotRequest(9, 1, 0, 0, false)).hasMessageContaining("COMP is 9");
    }

    private static PlotRequest plot(int comp, int width) {
        return new PlotRequest(comp, width, 0, Integer.MAX_VALUE, false);
    }

    private static PlotFrame through(byte[] frame, PlotRequest request) throws PlotException {
        return PlotFrame.decode(PlotEncoder.encode(ByteBuffer.wrap(frame), request, ByteOrder.LITTLE_ENDIAN)
                .order(ByteOrder.LITTLE_ENDIAN));
    }

    private static int size(byte[] frame, PlotRequest request) {
        return PlotEncoder.encode(ByteBuffer.wrap(frame), request, ByteOrder.BIG_ENDIAN)
                .remaining();
    }

    private static byte[] noise(int length, double deviation, long seed) {
        Random random = new Random(seed);
        byte[] frame = new byte[length];
        for (int i = 0; i < length; i++) {
            frame[i] = (byte) Math.max(-128, Math.min(127, random.nextGaussian() * deviation));
        }
        return frame;
    }

    private static byte[] sine(int length) {
        byte[] frame = new byte[length];
        for (int i = 0; i < length; i++) {
            frame[i] = (byte) Math.round(100 * Math.sin(i * 2 * Math.PI / 200));
        }
        return frame;
    }

    /** A quiet floor with a few carriers. */
    private static byte[] spectrum(int length) {
        Random random = new Random(length);
        byte[] frame = new byte[length];
        for (int i = 0; i < length; i++) {
            double carrier = 90 / (1 + Math.pow((i - length / 3.0) / 6, 2));
            frame[i] = (byte) Math.max(-128, Math.min(127, -90 + carrier + random.nextGaussian() * 3));
        }
        return frame;
    }
}
