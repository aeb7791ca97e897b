package io.fairlead.rmif;

import io.fairlead.midas.BlueException;
import io.fairlead.midas.BlueHeader;
import io.fairlead.midas.Format;
import io.fairlead.midas.HeaderWriter;
import io.fairlead.rmif.api.Pipe;
import io.fairlead.rmif.api.Property;
import io.fairlead.rmif.api.RefusedException;
import io.fairlead.transport.Timers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A pipe and two properties to look at: a sine of which one property says how many periods a frame has. */
final class Demo implements Pipe {
    private static final int POINTS = 2048;
    private static final int PEAK = 100;
    private static final double MOST_PERIODS = 1000;
    private static final Duration EVERY = Duration.ofMillis(100);

    private final List<Sink> sinks = new CopyOnWriteArrayList<>();
    private final Setting frequency = new Setting(8);
    private final Setting center = new Setting(100);
    private long frames;
    private volatile boolean ended;

    void offer(Exports exports, Timers timers) {
        exports.add(this, "_sine");
        exports.add(frequency, "SFREQ");
        exports.add(center, "CFREQ");
        tick(timers);
    }

    private void tick(Timers timers) {
        timers.schedule(EVERY, () -> {
            if (!ended) {
                if (!sinks.isEmpty()) {
                    ByteBuffer frame = frame();
                    sinks.forEach(each -> each.frame(frame, Double.NaN));
                }
                frames++;
                tick(timers);
            }
        });
    }

    void end() {
        ended = true;
        sinks.clear();
    }

    private ByteBuffer frame() {
        ByteBuffer frame = ByteBuffer.allocate(POINTS);
        for (int i = 0; i < POINTS; i++) {
            double phase = frequency.value * i / POINTS + frames / 20.0;
            frame.put((byte) Math.round(PEAK * Math.sin(2 * Math.PI * phase)));
        }
        return frame.flip();
    }

    @Override
    public ByteBuffer header() {
        try {
            return HeaderWriter.write(BlueHeader.of2000(Format.parse("SB"), POINTS, 0));
        } catch (BlueException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Subscription subscribe(Sink sink) {
        sinks.add(sink);
        return () -> sinks.remove(sink);
    }

    /** A number that may be set from 0 to 1000. */
    private static final class Setting implements Property {
        private volatile double value;

        Setting(double value) {
            this.value = value;
        }

        @Override
        public String value() {
            return String.valueOf(value);
        }

        @Override
        public void set(String text) throws RefusedException {
            try {
                double changed = Double.parseDouble(text);
                if (changed >= 0 && changed <= MOST_PERIODS) {
                    value = changed;
                    return;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new RefusedException("it must be a number from 0 to 1000");
        }
    }
}
