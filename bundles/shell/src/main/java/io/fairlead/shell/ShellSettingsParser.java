package io.fairlead.shell;

import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import org.osgi.service.component.annotations.Component;

/** Lets {@code config:check} try the shell's settings. */
@Component(service = SettingsParser.class, property = SettingsParser.PID + "=" + ShellSettings.Config.PID)
public final class ShellSettingsParser implements SettingsParser<ShellSettings> {
    @Override
    public ShellSettings parse(SettingsReader in) {
        return ShellSettings.parse(in);
    }
}
