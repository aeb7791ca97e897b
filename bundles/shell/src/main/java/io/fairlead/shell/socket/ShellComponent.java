package io.fairlead.shell.socket;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.shell.Interactive;
import io.fairlead.shell.ShellSettings;
import io.fairlead.shell.terminal.RemoteTerminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens {@code run/fairlead.sock}. Changed settings are taken up in place, since the sessions should survive them; a
 * socket that cannot be made is a warning, since everything else works without it.
 */
@Designate(ocd = ShellSettings.Config.class)
@Component(
        service = {},
        immediate = true,
        configurationPid = ShellSettings.Config.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ShellComponent {
    private static final Logger LOG = LoggerFactory.getLogger(ShellComponent.class);
    private static final String PID = ShellSettings.Config.PID;

    private final LastGood lastGood;
    private final Part part;
    private volatile ShellSettings settings;
    private final Optional<SocketServer> server;

    /**
     * @param context tells the instance's folder
     * @param properties the settings
     * @param processor runs the commands
     * @param lastGood keeps the settings
     * @param parts where the shell says how it does
     */
    @Activate
    public ShellComponent(
            BundleContext context,
            Map<String, Object> properties,
            @Reference CommandProcessor processor,
            @Reference LastGood lastGood,
            @Reference Parts parts) {
        this.lastGood = lastGood;
        this.part = parts.part(PID);
        this.settings = lastGood.accept(PID, properties, ShellSettings::parse);
        String home = context.getProperty("fairlead.home");
        Path folder = Path.of(home == null ? "" : home).toAbsolutePath();
        this.server = open(context, folder, processor);
        part.up();
    }

    private Optional<SocketServer> open(BundleContext context, Path home, CommandProcessor processor) {
        Interactive interactive = (window, out, who) -> RemoteTerminal.open(
                context,
                processor,
                home.resolve("state").resolve("shell-history"),
                settings.historySize(),
                window,
                out,
                who);
        try {
            part.clear("socket");
            return Optional.of(SocketServer.open(
                    home.resolve("run").resolve("fairlead.sock"), processor, interactive, settings, System::nanoTime));
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
            part.warn("socket", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    @Modified
    void modified(Map<String, Object> properties) {
        settings = lastGood.accept(PID, properties, ShellSettings::parse);
        server.ifPresent(each -> each.update(settings));
        part.up();
    }

    @Deactivate
    void deactivate() {
        server.ifPresent(SocketServer::close);
    }
}
