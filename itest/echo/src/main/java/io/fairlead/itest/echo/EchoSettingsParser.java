package io.fairlead.itest.echo;

import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import org.osgi.service.component.annotations.Component;

/** Lets {@code config:check} read an echo's settings without applying them. */
@Component(property = SettingsParser.PID + "=" + EchoSettings.PID)
public final class EchoSettingsParser implements SettingsParser<Object> {
    @Override
    public Object parse(SettingsReader in) {
        return EchoSettings.parse(in);
    }
}
