package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.CodecFactory;
import io.fairlead.platform.settings.SettingsReader;
import org.osgi.service.component.annotations.Component;

/** Reads {@code framing = fix} and its words, see {@link FixCodec}. */
@Component(property = CodecFactory.NAME + "=fix")
public final class FixFactory implements CodecFactory {
    private static final String VERSION = "[\\x21-\\x7e]{1,20}";

    @Override
    public Codec codec(SettingsReader in, String prefix) {
        Words words = new Words(in, prefix);
        String version = in.text(words.key("version"), "FIX.4.4");
        if (!version.matches(VERSION)) {
            words.refuse("version", "is not a version of FIX", "write one such as FIX.4.4");
        }
        return new FixCodec(version, words.choice("header", Header.KEEP) == Header.KEEP, words.max());
    }
}
