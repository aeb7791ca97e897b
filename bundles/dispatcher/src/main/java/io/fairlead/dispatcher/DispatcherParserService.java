package io.fairlead.dispatcher;

import io.fairlead.dispatcher.registry.Addresses;
import io.fairlead.dispatcher.settings.DispatcherSettings;
import io.fairlead.dispatcher.settings.DispatcherSettingsParser;
import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Lets a file of dispatcher settings, and the registry that it names, be checked without applying them. */
@Component(service = SettingsParser.class, property = SettingsParser.PID + "=" + DispatcherConfig.PID)
public final class DispatcherParserService implements SettingsParser<DispatcherSettings> {
    private final DispatcherSettingsParser parser;

    /** @param context tells the instance's folder */
    @Activate
    public DispatcherParserService(BundleContext context) {
        this.parser = new DispatcherSettingsParser(home(context), Addresses.system());
    }

    @Override
    public DispatcherSettings parse(SettingsReader in) {
        return parser.parse(in);
    }

    /** Returns the instance's folder. */
    static Path home(BundleContext context) {
        String home = context.getProperty("fairlead.home");
        return Path.of(home == null ? "" : home).toAbsolutePath();
    }
}
