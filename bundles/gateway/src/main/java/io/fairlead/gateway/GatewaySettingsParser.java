package io.fairlead.gateway;

import io.fairlead.gateway.settings.GatewayParser;
import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets {@code config:check} read a gateway's settings without applying them. */
@Component(property = SettingsParser.PID + "=" + GatewayConfig.PID)
public final class GatewaySettingsParser implements SettingsParser<Object> {
    private final GatewayParser parser;

    /**
     * @param context tells the instance's folder
     * @param framings the framings that are there
     */
    @Activate
    public GatewaySettingsParser(BundleContext context, @Reference FramingsComponent framings) {
        parser = new GatewayParser(home(context), framings);
    }

    @Override
    public Object parse(SettingsReader in) {
        return parser.parse(in);
    }

    /** Returns the instance's folder. */
    static Path home(BundleContext context) {
        String home = context.getProperty("fairlead.home");
        return Path.of(home == null ? "" : home).toAbsolutePath();
    }
}
