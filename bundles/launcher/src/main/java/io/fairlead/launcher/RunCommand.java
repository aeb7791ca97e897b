package io.fairlead.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** {@code fairlead run}: serves until the process is told to end. */
final class RunCommand {
    /** Where the script says when it was called, in seconds since the epoch with a fraction. */
    static final String STARTED = "FAIRLEAD_STARTED";

    private final PrintStream out;
    private final PrintStream errors;

    RunCommand(PrintStream out, PrintStream errors) {
        this.out = out;
        this.errors = errors;
    }

    /**
     * Starts an instance and stays until it ends.
     *
     * @param options the command line
     * @param environment the process's environment
     * @param properties the process's system properties
     * @throws LaunchException if the instance does not come up
     */
    ExitCode run(Options options, Map<String, String> environment, Properties properties)
            throws InterruptedException, IOException {
        Instant started = started(environment.get(STARTED));
        Path base = options.bundles();
        if (base == null) {
            throw new LaunchException(
                    ExitCode.USAGE, "fairlead run needs --bundles DIR; the script fairlead gives it.");
        }
        Home home = Home.open(options.home(), options.defaults());
        HomeLock lock = HomeLock.take(home);
        try {
            Settings settings = Settings.read(home.etc().resolve("launcher.properties"));
            Instance instance = new Instance(home, settings, errors);
            AtomicBoolean ended = new AtomicBoolean();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(instance, ended), "fairlead-stop"));
            ExitCode code = serve(instance, base, options.terminal(), properties, started);
            boolean stopped = instance.stop();
            ended.set(true);
            return stopped || code != ExitCode.OK ? code : ExitCode.INTERNAL;
        } finally {
            lock.close();
        }
    }

    private ExitCode serve(Instance instance, Path base, boolean terminal, Properties properties, Instant started)
            throws InterruptedException {
        boolean ready = false;
        try {
            Startup.Word word = instance.start(base, terminal, properties);
            if (!word.ready()) {
                errors.println("fairlead: " + word.text());
                return ExitCode.START_FAILED;
            }
            instance.ready();
            ready = true;
            out.println(readyLine(instance.home(), Duration.between(started, Instant.now())));
            out.print(word.text().endsWith("\n") || word.text().isEmpty() ? word.text() : word.text() + "\n");
            out.flush();
            String archive = properties.getProperty("fairlead.archive");
            if (archive != null) {
                ClassArchive.lookAfter(Path.of(archive), Path.of("/proc/self/maps"));
            }
            instance.awaitEnd();
            return ExitCode.OK;
        } finally {
            if (!ready) {
                instance.stop();
            }
        }
    }

    private static String readyLine(Home home, Duration time) {
        return String.format(
                Locale.ROOT,
                "Fairlead %s ready in %.2f s (Java %d, home %s)",
                version(),
                time.toMillis() / 1000.0,
                Runtime.version().feature(),
                home.root());
    }

    /** Returns the version of this Fairlead. */
    static String version() {
        String version = RunCommand.class.getPackage().getImplementationVersion();
        return version == null ? "(unpacked)" : version;
    }

    /** Ends in order when a signal ends the process: Java would say 143 then, but an ordered end is a good end. */
    private static void end(Instance instance, AtomicBoolean ended) {
        if (!ended.get()) {
            boolean stopped = instance.stop();
            Runtime.getRuntime().halt((stopped ? ExitCode.OK : ExitCode.INTERNAL).number());
        }
    }

    private static Instant started(@Nullable String seconds) {
        if (seconds != null && seconds.matches("[0-9]{1,12}[.,][0-9]{6}")) {
            long micros = Long.parseLong(seconds.replaceAll("[.,]", ""));
            return Instant.EPOCH.plusNanos(micros * 1000);
        }
        return ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    }
}
