package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.CodecFactory;
import io.fairlead.platform.settings.SettingsReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Reads {@code framing = length} and its words, see {@link LengthCodec}. */
@Component(property = CodecFactory.NAME + "=length")
public final class LengthFactory implements CodecFactory {
    private static final int USUAL_WIDTH = 4;
    private static final int MAX_WIDTH = 8;
    private static final int MAX_HEADER = 1024;

    @Override
    public Codec codec(SettingsReader in, String prefix) {
        Words words = new Words(in, prefix);
        LengthField field = field(words);
        ByteBuffer before = fill(words, "offset", "before");
        ByteBuffer after = fill(words, "after", "after-bytes");
        ByteBuffer trailer = readOnly(words.bytes("trailer"));
        int counted = counted(
                words,
                Map.of(
                        "before", before.remaining(),
                        "field", field.width(),
                        "after", after.remaining(),
                        "trailer", trailer.remaining()));
        int max = (int) Math.min(words.max(), Math.max(0, field.greatest() - counted));
        return new LengthCodec(
                field,
                before,
                after,
                trailer,
                counted,
                words.choice("header", Header.STRIP) == Header.KEEP,
                words.choice("empty", Empty.ERROR),
                max);
    }

    private static LengthField field(Words words) {
        int width = words.integer("width", USUAL_WIDTH, 1, MAX_WIDTH);
        boolean halfSwap = words.flag("half-swap", false);
        if (halfSwap && width % 2 != 0) {
            words.refuse("half-swap", "the field has no halves at a width of " + width, "write an even width, or no");
        }
        return new LengthField(words.choice("encoding", LengthEncoding.BINARY), width, halfSwap);
    }

    /** Returns the bytes of one side of the header: so many zeros, or those that are given. */
    private static ByteBuffer fill(Words words, String lengthWord, String bytesWord) {
        byte[] given = words.bytes(bytesWord);
        int length = words.integer(lengthWord, given.length, 0, MAX_HEADER);
        if (given.length > 0 && given.length != length) {
            words.refuse(
                    bytesWord,
                    "is " + given.length + " bytes, and " + words.key(lengthWord) + " says " + length,
                    "make them agree, or leave one out");
        }
        return readOnly(given.length > 0 ? given : new byte[length]);
    }

    /** Returns how much more than the message the length says. */
    private static int counted(Words words, Map<String, Integer> parts) {
        int counted = -words.integer("adjust", 0, -MAX_HEADER, MAX_HEADER);
        List<String> unknown = new ArrayList<>();
        for (String part : words.in().list(words.key("counts"))) {
            switch (part) {
                case "body" -> {}
                case "all" ->
                    counted +=
                            parts.values().stream().mapToInt(Integer::intValue).sum();
                default -> {
                    if (parts.containsKey(part)) {
                        counted += parts.get(part);
                    } else {
                        unknown.add(part);
                    }
                }
            }
        }
        if (!unknown.isEmpty()) {
            words.refuse(
                    "counts",
                    String.join(", ", unknown) + " is not known here",
                    "write one or more of body, before, field, after, trailer, or all");
        }
        return counted;
    }

    private static ByteBuffer readOnly(byte[] bytes) {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
}
