package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.CodecFactory;
import io.fairlead.platform.settings.SettingsReader;
import java.time.Duration;
import org.osgi.service.component.annotations.Component;

/** Reads {@code framing = raw} and its words, see {@link RawCodec}. */
@Component(property = CodecFactory.NAME + "=raw")
public final class RawFactory implements CodecFactory {
    private static final Duration USUAL = Duration.ofMillis(50);

    @Override
    public Codec codec(SettingsReader in, String prefix) {
        Words words = new Words(in, prefix);
        return new RawCodec(in.duration(words.key("gap"), USUAL), words.max());
    }
}
