package io.fairlead.gateway.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.Codec.Occasion;
import io.fairlead.gateway.api.Decoded;
import io.fairlead.gateway.api.FrameException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames at random: what comes of them is bounded, and what is sent comes back. */
@Timeout(60)
class RandomFramesTest {
    private static final int FRAMES = 20_000;
    private static final int LONGEST = 12;
    private static final long SEED = 20261122;

    @ParameterizedTest
    @MethodSource("io.fairlead.gateway.codecs.Framings#settings")
    void shouldRefuseOrTakeAnyBytesWithinItsLimits(String settings) {
        Codec codec = Framings.codec(settings);
        Random random = new Random(SEED);
        byte[] bytes = new byte[LONGEST];
        long outcomes = 0;
        for (int i = 0; i < FRAMES; i++) {
            random.nextBytes(bytes);
            ByteBuffer in = ByteBuffer.wrap(bytes);
            try {
                Decoded decoded = codec.decode(in, Occasion.DATA, 0);
                outcomes += decoded instanceof Decoded.Frame frame ? bounded(codec, frame) : 1;
            } catch (FrameException refused) {
                outcomes++;
            }
        }
        assertThat(outcomes).as("seed %s", SEED).isEqualTo(FRAMES);
    }

    @ParameterizedTest
    @MethodSource("io.fairlead.gateway.codecs.Framings#settings")
    void shouldReadWhatItWrites(String settings) throws FrameException {
        Codec codec = Framings.codec(settings);
        Random random = new Random(SEED);
        int sent = 0;
        for (int i = 0; i < 500; i++) {
            byte[] message = new byte[1 + random.nextInt(20)];
            random.nextBytes(message);
            if (settings.contains("delimiters=keep")) {
                message[0] = 2;
                message[message.length - 1] = 3;
            }
            byte[] frame;
            try {
                frame = Framing.frame(codec, message);
            } catch (FrameException cannotBeSaid) {
                continue;
            }
            assertThat(frame.length).as("seed %s", SEED).isLessThanOrEqualTo(codec.room(message.length));
            String read = String.join("", Framing.read(codec, frame, i % (frame.length + 1), 1));
            if (!settings.contains("framing.header=keep")
                    && !settings.equals("framing=fix")
                    && !settings.contains("gap")) {
                assertThat(read.split(" → ", 2)[0]).as("seed %s", SEED).isEqualTo(Framing.text(message));
            }
            sent++;
        }
        assertThat(sent).isPositive();
    }

    private static int bounded(Codec codec, Decoded.Frame frame) {
        return frame.message().remaining() <= codec.maxFrame() ? 1 : 0;
    }
}
