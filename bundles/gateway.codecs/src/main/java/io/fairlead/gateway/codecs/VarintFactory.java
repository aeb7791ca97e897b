package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.CodecFactory;
import io.fairlead.platform.settings.SettingsReader;
import org.osgi.service.component.annotations.Component;

/** Reads {@code framing = varint} and its words, see {@link VarintCodec}. */
@Component(property = CodecFactory.NAME + "=varint")
public final class VarintFactory implements CodecFactory {
    @Override
    public Codec codec(SettingsReader in, String prefix) {
        Words words = new Words(in, prefix);
        return new VarintCodec(words.choice("empty", Empty.ERROR), words.max());
    }
}
