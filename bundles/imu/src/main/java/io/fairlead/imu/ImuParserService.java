package io.fairlead.imu;

import io.fairlead.imu.settings.ImuSettings;
import io.fairlead.imu.settings.ImuSettingsParser;
import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Lets a file of IMu settings be checked without applying it. */
@Component(property = SettingsParser.PID + "=" + ImuConfig.PID)
public final class ImuParserService implements SettingsParser<ImuSettings> {
    private final ImuSettingsParser parser;

    /** @param context tells the instance's folder */
    @Activate
    public ImuParserService(BundleContext context) {
        this.parser = new ImuSettingsParser(home(context));
    }

    @Override
    public ImuSettings parse(SettingsReader in) {
        return parser.parse(in);
    }

    /** Returns the instance's folder. */
    static Path home(BundleContext context) {
        String home = context.getProperty("fairlead.home");
        return Path.of(home == null ? "" : home).toAbsolutePath();
    }
}
