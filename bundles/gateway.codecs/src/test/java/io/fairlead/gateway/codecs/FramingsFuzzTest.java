package io.fairlead.gateway.codecs;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.FrameException;
import java.util.Arrays;
import java.util.List;

/** Any bytes give the same frames, or the same refusal, however they are cut; the first byte chooses the framing. */
class FramingsFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void shouldReadAnyBytesTheSameHoweverTheyAreCut(byte[] input) {
        if (input.length < 2) {
            return;
        }
        String settings = Framings.settings(input[0]);
        Codec codec = Framings.codec(settings);
        byte[] bytes = Arrays.copyOfRange(input, 2, input.length);
        List<String> whole = Framing.read(codec, bytes);
        if (!settings.contains("gap=none")) {
            same(whole, Framing.read(codec, bytes, (input[1] & 0xFF) % (bytes.length + 1), Math.max(1, bytes.length)));
            same(whole, Framing.read(codec, bytes, 0, 1));
        }
        writeAndRead(codec, bytes);
    }

    /** What can be sent is within its room and can be read. */
    private static void writeAndRead(Codec codec, byte[] message) {
        try {
            byte[] frame = Framing.frame(codec, message);
            if (frame.length > codec.room(message.length)) {
                throw new AssertionError(frame.length + " bytes for " + message.length);
            }
            List<String> read = Framing.read(codec, frame);
            if (message.length > 0 && read.isEmpty()) {
                throw new AssertionError("nothing was read of " + Arrays.toString(frame));
            }
        } catch (FrameException cannotBeSaid) {
            return;
        }
    }

    private static void same(List<String> expected, List<String> actual) {
        if (!reasons(expected).equals(reasons(actual))) {
            throw new AssertionError("expected " + expected + " but got " + actual);
        }
    }

    /** An error's sentence may tell how much had arrived; its reason may not depend on it. */
    private static List<String> reasons(List<String> words) {
        return words.stream()
                .map(word -> word.replaceFirst("(?s)^([A-Z]+_[A-Z]+): .*", "$1"))
                .toList();
    }
}
