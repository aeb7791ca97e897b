package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.CodecFactory;
import io.fairlead.platform.settings.SettingsReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Reads {@code framing = delimiter}, its presets, and its words, see {@link DelimiterCodec}. */
@Component(
        property = {
            CodecFactory.NAME + "=delimiter",
            CodecFactory.NAME + "=lf",
            CodecFactory.NAME + "=crlf",
            CodecFactory.NAME + "=nul",
            CodecFactory.NAME + "=etx",
            CodecFactory.NAME + "=stx-etx",
            CodecFactory.NAME + "=mllp"
        })
public final class DelimiterFactory implements CodecFactory {
    /** What a framing's name stands for. */
    private enum Preset {
        DELIMITER("", "", false),
        LF("", "LF", false),
        CRLF("", "CRLF", false),
        NUL("", "NUL", false),
        ETX("", "ETX", false),
        STX_ETX("STX", "ETX", false),
        MLLP("VT", "FS CR", true);

        private final String start;
        private final String end;
        private final boolean skipNoise;

        Preset(String start, String end, boolean skipNoise) {
            this.start = start;
            this.end = end;
            this.skipNoise = skipNoise;
        }

        static Preset named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** What stands between two frames. */
    private enum Noise {
        ERROR,
        SKIP
    }

    /** What the stream's last bytes are, without an end. */
    private enum Tail {
        ERROR,
        MESSAGE
    }

    @Override
    public Codec codec(SettingsReader in, String prefix) {
        Words words = new Words(in, prefix);
        Preset preset = Preset.named(in.text(prefix, "delimiter"));
        byte[] start = words.bytes("start", bytes(preset.start));
        List<byte[]> ends = words.byteStrings("end", preset.end.isEmpty() ? List.of() : List.of(bytes(preset.end)));
        Optional<Byte> escape = words.oneByte("escape");
        check(words, ends);
        boolean keep = words.choice("delimiters", Header.STRIP) == Header.KEEP;
        if (keep && escape.isPresent()) {
            words.refuse("escape", "has no place in messages that keep their delimiters", "leave one of the two out");
        }
        return new DelimiterCodec(
                ByteBuffer.wrap(start),
                new Delimiters(ends, escape),
                keep,
                words.choice("noise", preset.skipNoise ? Noise.SKIP : Noise.ERROR) == Noise.SKIP,
                words.choice("tail", Tail.ERROR) == Tail.MESSAGE,
                words.choice("empty", Empty.HEARTBEAT),
                words.max());
    }

    private static byte[] bytes(String words) {
        return words.isEmpty() ? new byte[0] : Bytes.parse(words);
    }

    private static void check(Words words, List<byte[]> ends) {
        if (ends.isEmpty() && words.in().text(words.key("end")).isEmpty()) {
            words.refuse("end", "is missing", Bytes.CURE + ", or a framing such as lf, crlf, nul, stx-etx, mllp");
        }
        for (byte[] one : ends) {
            for (byte[] other : ends) {
                if (one != other && Bytes.startsAt(ByteBuffer.wrap(other), 0, one) && one.length <= other.length) {
                    words.refuse(
                            "end",
                            Bytes.show(ByteBuffer.wrap(other)) + " begins with " + Bytes.show(ByteBuffer.wrap(one))
                                    + ", so where it ends would depend on how bytes arrive",
                            "leave one of the two out");
                }
            }
        }
    }
}
