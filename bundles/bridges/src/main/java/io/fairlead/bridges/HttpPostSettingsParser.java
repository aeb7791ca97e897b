package io.fairlead.bridges;

import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import org.osgi.service.component.annotations.Component;

/** Lets {@code config:check} read an HTTP service's settings without applying them. */
@Component(property = SettingsParser.PID + "=" + HttpPostConfig.PID)
public final class HttpPostSettingsParser implements SettingsParser<Object> {
    @Override
    public Object parse(SettingsReader in) {
        return HttpPostSettings.parse(in);
    }
}
