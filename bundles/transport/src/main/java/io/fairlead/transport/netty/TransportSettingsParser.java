package io.fairlead.transport.netty;

import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import org.osgi.service.component.annotations.Component;

/** Lets {@code config:check} read the transport's settings without applying them. */
@Component(property = SettingsParser.PID + "=" + TransportSettings.PID)
public final class TransportSettingsParser implements SettingsParser<TransportSettings> {
    @Override
    public TransportSettings parse(SettingsReader in) {
        return TransportSettings.parse(in);
    }
}
