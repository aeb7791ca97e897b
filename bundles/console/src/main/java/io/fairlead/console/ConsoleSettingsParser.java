package io.fairlead.console;

import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import org.osgi.service.component.annotations.Component;

/** Lets {@code config:check} try the console's settings. */
@Component(service = SettingsParser.class, property = SettingsParser.PID + "=" + ConsoleSettings.Config.PID)
public final class ConsoleSettingsParser implements SettingsParser<ConsoleSettings> {
    @Override
    public ConsoleSettings parse(SettingsReader in) {
        return ConsoleSettings.parse(in);
    }
}
