package io.fairlead.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.felix.framework.FrameworkFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running instance: from an open home to the end of its framework. */
final class Instance {
    private final Home home;
    private final Settings settings;
    private final PrintStream errors;
    private final Lock stopping = new ReentrantLock();
    private @Nullable Log logFile;
    private @Nullable Framework framework;
    private @Nullable Startup startup;

    Instance(Home home, Settings settings, PrintStream errors) {
        this.home = home;
        this.settings = settings;
        this.errors = errors;
    }

    /**
     * Installs the base and starts the framework; returns when the platform has given its word.
     *
     * @param base the folder of the bundles
     * @param terminal whether a person sits in front of standard input
     * @throws LaunchException if the framework cannot be started
     */
    Startup.Word start(Path base, boolean terminal, Properties overrides) throws InterruptedException {
        Map<String, Object> properties = FrameworkProperties.of(home, terminal, overrides);
        properties.put("felix.log.logger", new FrameworkLog());
        SystemFolder system = new SystemFolder(home.system());
        FrameworkCache cache = new FrameworkCache(home);
        try {
            // The framework reads its cache while we open the log and look at the base: each takes about as long.
            FutureTask<Framework> opening = new FutureTask<>(() -> {
                cache.discardIfForeign();
                return initialised(properties);
            });
            new Thread(opening, "fairlead-framework").start();
            logFile = Log.open(home.log(), settings, errors);
            InstallSet set = InstallSet.read(home.state().resolve("install.properties"));
            for (String notice : system.bring(base, set)) {
                log().warn(notice);
            }
            set.write();
            // Else a file that was deleted while nothing ran would stay in force.
            Folders.delete(home.pushedSettings());
            Framework ready = aligned(opening, properties, cache, set, system);
            framework = ready;
            cache.keep();
            system.sweep(set);
            Startup listening = Startup.listen(ready.getBundleContext());
            startup = listening;
            ready.start();
            return listening.await(settings.startupLimit());
        } catch (IOException e) {
            throw new LaunchException(
                    ExitCode.HOME_UNUSABLE,
                    "The bundles cannot be brought into " + home.root() + ": " + e.getMessage() + ".",
                    e);
        } catch (BundleException e) {
            throw new LaunchException(
                    ExitCode.START_FAILED, "The framework does not start: " + e.getMessage() + ".", e);
        }
    }

    /** Returns the framework with what the set says; where the cache stands in the way, with a new cache. */
    private Framework aligned(
            FutureTask<Framework> opening,
            Map<String, Object> properties,
            FrameworkCache cache,
            InstallSet set,
            SystemFolder system)
            throws BundleException, IOException, InterruptedException {
        Framework opened = null;
        try {
            opened = opening.get();
            Bundles.align(opened.getBundleContext(), set, system);
            return opened;
        } catch (ExecutionException | BundleException | RuntimeException e) {
            log().warn("The framework's cache in {} is damaged and is made anew.", home.cache());
            log().debug("The damage:", e);
            if (opened != null) {
                opened.stop();
                opened.waitForStop(settings.drainLimit().toMillis());
            }
            cache.discard();
            opened = initialised(properties);
            Bundles.align(opened.getBundleContext(), set, system);
            return opened;
        }
    }

    private Framework initialised(Map<String, Object> properties) throws BundleException {
        Framework opened = new FrameworkFactory().newFramework(properties);
        opened.init(this::frameworkEvent);
        opened.getBundleContext().addFrameworkListener(this::frameworkEvent);
        LogBridge.open(opened.getBundleContext());
        return opened;
    }

    private void frameworkEvent(FrameworkEvent event) {
        Bundle bundle = event.getBundle();
        Throwable thrown = event.getThrowable();
        if (event.getType() == FrameworkEvent.ERROR) {
            // A bundle that does not start is told at once; what happens inside one, its part says itself.
            (thrown instanceof BundleException ? log() : LoggerFactory.getLogger(StartupNotices.UNSEEN + "framework"))
                    .error("The bundle {} has a problem: {}", bundle.getSymbolicName(), Causes.sentence(thrown));
            log().debug("The problem:", thrown);
        } else if (event.getType() == FrameworkEvent.WARNING) {
            log().warn("The bundle {} warns: {}", bundle.getSymbolicName(), Causes.sentence(thrown));
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger("io.fairlead.launcher");
    }

    /** Says that everything is up; from now on the log is the place for warnings. */
    void ready() {
        Log open = logFile;
        if (open != null) {
            open.ready();
        }
    }

    /** Waits until somebody stops the framework: a shell command, or {@link #stop}. */
    void awaitEnd() throws InterruptedException {
        Framework running = framework;
        if (running != null) {
            running.waitForStop(0);
        }
    }

    /**
     * Stops the framework, bundle by bundle, within the limits; safe to call twice.
     *
     * @return whether everything had stopped when the hard limit was reached
     */
    boolean stop() {
        stopping.lock();
        try {
            Framework running = framework;
            if (running == null) {
                return true;
            }
            Startup waiting = startup;
            if (waiting != null) {
                waiting.abandon();
            }
            running.stop();
            Duration rest = settings.drainHardLimit().minus(settings.drainLimit());
            if (isStopped(running, settings.drainLimit())) {
                return true;
            }
            log().warn("After {} this has not stopped yet: {}", seconds(settings.drainLimit()), stillRunning(running));
            if (isStopped(running, rest)) {
                return true;
            }
            String sentence = "After " + seconds(settings.drainHardLimit()) + " the process ends with this running: "
                    + stillRunning(running) + ".";
            log().error(sentence);
            errors.println("fairlead: " + sentence);
            return false;
        } catch (BundleException e) {
            log().error("The framework does not stop: {}", e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            closeLog();
            stopping.unlock();
        }
    }

    private void closeLog() {
        Log open = logFile;
        if (open != null) {
            open.close();
        }
    }

    private static boolean isStopped(Framework framework, Duration limit) throws InterruptedException {
        // Zero would mean for ever.
        FrameworkEvent end = framework.waitForStop(Math.max(1, limit.toMillis()));
        return end.getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }

    private static List<String> stillRunning(Framework framework) {
        BundleContext context = framework.getBundleContext();
        return context == null
                ? List.of()
                : List.of(context.getBundles()).stream()
                        .filter(b -> b.getBundleId() != 0
                                && (b.getState() == Bundle.ACTIVE || b.getState() == Bundle.STOPPING))
                        .map(Bundle::getSymbolicName)
                        .toList();
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / (double) TimeUnit.SECONDS.toMillis(1));
    }

    /** Returns where the instance is. */
    Home home() {
        return home;
    }
}
