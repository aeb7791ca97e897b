package io.fairlead.shell;

import io.fairlead.shell.terminal.OwnTerminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandProcessor;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the terminal that the platform was started from a shell, once everything is up, and stops the platform when the
 * person leaves it. Only with the framework property {@value #TERMINAL}.
 */
@Component(
        service = {},
        immediate = true)
public final class OwnTerminalComponent {
    private static final String TERMINAL = "fairlead.terminal";
    private static final Logger LOG = LoggerFactory.getLogger(OwnTerminalComponent.class);

    private final BundleContext context;
    private final CommandProcessor processor;
    private volatile @Nullable OwnTerminal taken;

    /**
     * @param context tells whether there is a terminal, and stops the platform
     * @param processor runs the commands
     * @param ready says that the platform is up
     */
    @Activate
    public OwnTerminalComponent(
            BundleContext context,
            @Reference CommandProcessor processor,
            @Reference(target = "(fairlead.startup=ready)") Supplier<?> ready) {
        this.context = context;
        this.processor = processor;
        if (Boolean.parseBoolean(context.getProperty(TERMINAL))) {
            Thread thread = new Thread(this::serve, "fairlead-terminal");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void serve() {
        try (OwnTerminal terminal = OwnTerminal.open(
                context, processor, Path.of(context.getProperty("fairlead.home"), "state", "shell-history"))) {
            taken = terminal;
            terminal.serve();
        } catch (IOException e) {
            LOG.warn("There is no terminal to give a shell to: {}; ./fairlead shell gives one.", e.getMessage());
            return;
        }
        stopPlatform();
    }

    private void stopPlatform() {
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
        } catch (BundleException | IllegalStateException e) {
            LOG.debug("The platform is stopping already.", e);
        }
    }

    @Deactivate
    void deactivate() throws IOException {
        OwnTerminal terminal = taken;
        if (terminal != null) {
            terminal.close();
        }
    }
}
