package io.fairlead.deployer;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.settings.LastGood;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches {@code deploy/} with one thread. Changed settings are taken up in place, so that no swap is cut short. */
@Designate(ocd = DeployerSettings.Config.class)
@Component(
        service = {},
        immediate = true,
        configurationPid = DeployerSettings.Config.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class DeployerComponent {
    private static final Logger LOG = LoggerFactory.getLogger(DeployerComponent.class);
    private static final String PID = DeployerSettings.Config.PID;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final LastGood lastGood;
    private final Part part;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private volatile DeployerSettings settings;

    /**
     * @param context the framework
     * @param properties the settings
     * @param lastGood keeps the settings
     * @param parts where the deployer says how it does
     * @param runtime tells whether components came up
     */
    @Activate
    public DeployerComponent(
            BundleContext context,
            Map<String, Object> properties,
            @Reference LastGood lastGood,
            @Reference Parts parts,
            @Reference ServiceComponentRuntime runtime) {
        this.lastGood = lastGood;
        this.part = parts.part(PID);
        this.settings = lastGood.accept(PID, properties, DeployerSettings::parse);
        String word = context.getProperty("fairlead.home");
        Path home = Path.of(word == null ? "" : word).toAbsolutePath();
        this.thread = new Thread(() -> watch(context, home, runtime), "fairlead-deployer");
        thread.setDaemon(true);
        thread.start();
        part.up();
    }

    private void watch(BundleContext context, Path home, ServiceComponentRuntime runtime) {
        try {
            ComponentCheck components = new RuntimeCheck(runtime);
            DeployFolder folder = new DeployFolder(
                    home,
                    Private.of(home.resolve("state")),
                    new Deployment(
                            context, home, new StopUpdateStart(context, components), components, Clock.systemUTC()),
                    part,
                    System::nanoTime);
            do {
                folder.look(settings);
            } while (!end.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (IOException | UnsupportedOperationException e) {
            String sentence = "deploy/ is not watched: " + Causes.phrase(e) + ".";
            LOG.error("{}", sentence);
            part.warn("folder", sentence);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Modified
    void modified(Map<String, Object> properties) {
        settings = lastGood.accept(PID, properties, DeployerSettings::parse);
        part.up();
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        end.countDown();
        if (Thread.currentThread() != thread) {
            thread.join(END_LIMIT.toMillis());
        }
    }
}
