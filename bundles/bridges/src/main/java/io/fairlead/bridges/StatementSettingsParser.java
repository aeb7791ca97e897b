package io.fairlead.bridges;

import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import org.osgi.service.component.annotations.Component;

/** Lets {@code config:check} read a database service's settings without applying them. */
@Component(property = SettingsParser.PID + "=" + StatementConfig.PID)
public final class StatementSettingsParser implements SettingsParser<Object> {
    @Override
    public Object parse(SettingsReader in) {
        return StatementSettings.parse(in);
    }
}
