package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.CodecFactory;
import io.fairlead.platform.settings.SettingsReader;
import org.osgi.service.component.annotations.Component;

/** Reads {@code framing = fixed} and its words, see {@link FixedCodec}. */
@Component(property = CodecFactory.NAME + "=fixed")
public final class FixedFactory implements CodecFactory {
    private static final int LONGEST = 1 << 24;

    @Override
    public Codec codec(SettingsReader in, String prefix) {
        Words words = new Words(in, prefix);
        in.required(words.key("length"), "write the length of every message in bytes");
        return new FixedCodec(words.integer("length", 1, 1, LONGEST), words.oneByte("pad"));
    }
}
