package io.fairlead.deployer;

import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import org.osgi.service.component.annotations.Component;

/** Lets {@code config:check} try the deployer's settings. */
@Component(service = SettingsParser.class, property = SettingsParser.PID + "=" + DeployerSettings.Config.PID)
public final class DeployerSettingsParser implements SettingsParser<DeployerSettings> {
    @Override
    public DeployerSettings parse(SettingsReader in) {
        return DeployerSettings.parse(in);
    }
}
