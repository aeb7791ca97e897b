package io.fairlead.bridges;

import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import org.osgi.service.component.annotations.Component;

/** Lets {@code config:check} read these settings without applying them. */
@Component(property = SettingsParser.PID + "=" + ServicesRouteConfig.PID)
public final class ServicesRouteSettingsParser implements SettingsParser<Object> {
    @Override
    public Object parse(SettingsReader in) {
        return ServicesRouteSettings.parse(in);
    }
}
