package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.CodecFactory;
import io.fairlead.platform.settings.SettingsReader;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Reads {@code framing = stx-etx-lrc} and its words, see {@link LrcCodec}. */
@Component(property = CodecFactory.NAME + "=stx-etx-lrc")
public final class LrcFactory implements CodecFactory {
    private static final byte STX = 2;
    private static final byte ETX = 3;
    private static final int USUAL_RETRIES = 3;
    private static final int MOST_RETRIES = 100;

    @Override
    public Codec codec(SettingsReader in, String prefix) {
        Words words = new Words(in, prefix);
        List<String> covers = in.list(words.key("check"));
        covers.stream()
                .filter(part -> !List.of("start", "body", "end").contains(part))
                .forEach(part ->
                        words.refuse("check", part + " is not known here", "write one or more of start, body, end"));
        int retries = words.integer("retries", USUAL_RETRIES, 1, MOST_RETRIES);
        return new LrcCodec(
                words.oneByte("start").orElse(STX),
                words.oneByte("end").orElse(ETX),
                covers.contains("start"),
                covers.isEmpty() || covers.contains("end"),
                words.flag("receipts", false) ? retries : 0,
                words.max());
    }
}
