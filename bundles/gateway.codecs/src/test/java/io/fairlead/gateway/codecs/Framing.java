package io.fairlead.gateway.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.Codec.Occasion;
import io.fairlead.gateway.api.CodecFactory;
import io.fairlead.gateway.api.Decoded;
import io.fairlead.gateway.api.FrameException;
import io.fairlead.platform.settings.SettingsReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A framing as a user writes it, and what it makes of bytes. */
final class Framing {
    private static final String DROPPED = Decoded.Kind.DAMAGED + " ";
    private static final Map<String, CodecFactory> FACTORIES = factories();

    private Framing() {}

    /** Returns a codec of settings such as {@code framing=length, framing.width=2}, which have no mistakes. */
    static Codec codec(String... settings) {
        SettingsReader in = reader(settings);
        Codec codec = factory(in).codec(in, "framing");
        assertThat(in.problems()).as(String.join(", ", settings)).isEmpty();
        assertThat(in.unread()).as(String.join(", ", settings)).isEmpty();
        return codec;
    }

    /** Returns the sentences of the mistakes in settings. */
    static List<String> mistakes(String... settings) {
        SettingsReader in = reader(settings);
        factory(in).codec(in, "framing");
        return in.problems().stream().map(problem -> problem.sentence()).toList();
    }

    /** Returns what is decoded of bytes that arrive at once, as words; the last is the error, if there was one. */
    static List<String> read(Codec codec, byte[] bytes) {
        return read(codec, bytes, bytes.length, Math.max(1, bytes.length));
    }

    /** The same, of bytes that arrive as a first piece and then in steps. */
    static List<String> read(Codec codec, byte[] bytes, int first, int step) {
        List<String> words = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        int there = first;
        long hint = 0;
        try {
            while (true) {
                in.limit(there);
                int before = in.position();
                Decoded decoded = codec.decode(in, Occasion.DATA, hint);
                if (decoded instanceof Decoded.Frame frame) {
                    add(words, word(frame));
                    hint = 0;
                    continue;
                }
                Decoded.Incomplete more = (Decoded.Incomplete) decoded;
                assertThat(more.atLeast()).isGreaterThan(in.remaining());
                assertThat(in.remaining()).isLessThanOrEqualTo(codec.maxFrame());
                hint = in.position() == before ? more.hint() : 0;
                if (there == bytes.length) {
                    return end(codec, in, hint, words);
                }
                there = Math.min(bytes.length, there + step);
            }
        } catch (FrameException e) {
            words.add(e.reason() + ": " + e.getMessage());
            return words;
        }
    }

    /** Returns a message's frame. */
    static byte[] frame(Codec codec, byte[] message) throws FrameException {
        ByteBuffer out = ByteBuffer.allocate(codec.room(message.length) + 1);
        out.put((byte) '!');
        ByteBuffer in = ByteBuffer.wrap(message);
        codec.encode(in.asReadOnlyBuffer(), out);
        out.flip().position(1);
        byte[] frame = new byte[out.remaining()];
        out.get(frame);
        return frame;
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static List<String> end(Codec codec, ByteBuffer in, long hint, List<String> words) throws FrameException {
        if (codec.decode(in, Occasion.END, hint) instanceof Decoded.Frame frame) {
            words.add(word(frame));
        }
        return words;
    }

    /** What is dropped in pieces counts as dropped at once. */
    private static void add(List<String> words, String word) {
        int last = words.size() - 1;
        if (last >= 0 && word.startsWith(DROPPED) && words.get(last).startsWith(DROPPED) && !word.contains(" → ")) {
            words.set(last, words.get(last) + word.substring(DROPPED.length()));
        } else {
            words.add(word);
        }
    }

    private static String word(Decoded.Frame frame) {
        byte[] message = new byte[frame.message().remaining()];
        frame.message().get(message);
        byte[] answer = new byte[frame.answer().remaining()];
        frame.answer().get(answer);
        String kind = frame.kind() == Decoded.Kind.MESSAGE ? "" : frame.kind() + " ";
        return kind
                + text(message)
                + (answer.length == 0 ? "" : " → " + HexFormat.of().formatHex(answer));
    }

    private static CodecFactory factory(SettingsReader in) {
        return Objects.requireNonNull(FACTORIES.get(in.text("framing").orElseThrow()));
    }

    private static Map<String, CodecFactory> factories() {
        Map<String, CodecFactory> all = new HashMap<>(Map.of(
                "length", new LengthFactory(),
                "fixed", new FixedFactory(),
                "varint", new VarintFactory(),
                "raw", new RawFactory(),
                "until-close", new UntilCloseFactory(),
                "stx-etx-lrc", new LrcFactory(),
                "fix", new FixFactory()));
        for (String name : List.of("delimiter", "lf", "crlf", "nul", "etx", "stx-etx", "mllp")) {
            all.put(name, new DelimiterFactory());
        }
        return all;
    }

    private static SettingsReader reader(String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            properties.put(
                    setting.substring(0, equals).strip(),
                    setting.substring(equals + 1).strip());
        }
        return new SettingsReader(properties);
    }
}
