package io.fairlead.gateway.codecs;

import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.api.CodecFactory;
import io.fairlead.platform.settings.SettingsReader;
import org.osgi.service.component.annotations.Component;

/** Reads {@code framing = until-close} and its words, see {@link UntilCloseCodec}. */
@Component(property = CodecFactory.NAME + "=until-close")
public final class UntilCloseFactory implements CodecFactory {
    @Override
    public Codec codec(SettingsReader in, String prefix) {
        return new UntilCloseCodec(new Words(in, prefix).max());
    }
}
