package io.fairlead.rmif;

import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import org.osgi.service.component.annotations.Component;

/** Lets {@code config:check} read a server's settings without applying them. */
@Component(property = SettingsParser.PID + "=" + RmifConfig.PID)
public final class RmifSettingsParser implements SettingsParser<Object> {
    @Override
    public Object parse(SettingsReader in) {
        return RmifSettings.parse(in);
    }
}
