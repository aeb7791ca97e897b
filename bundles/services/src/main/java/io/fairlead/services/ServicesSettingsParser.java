package io.fairlead.services;

import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import org.osgi.service.component.annotations.Component;

/** Lets {@code config:check} read these settings without applying them. */
@Component(property = SettingsParser.PID + "=" + ServicesConfig.PID)
public final class ServicesSettingsParser implements SettingsParser<Object> {
    @Override
    public Object parse(SettingsReader in) {
        return ServicesSettings.parse(in);
    }
}
