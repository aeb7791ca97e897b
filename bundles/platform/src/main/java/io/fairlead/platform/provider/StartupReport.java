package io.fairlead.platform.provider;

import io.fairlead.platform.health.Parts.Report;
import io.fairlead.platform.health.Status;
import io.fairlead.platform.settings.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * Tells the launcher how the start went, once: a {@link Supplier} service with the property {@value #PROPERTY} =
 * {@code ready} (its text is the table of endpoints) or {@code failed} (its text is one sentence).
 */
final class StartupReport {
    static final String PROPERTY = "fairlead.startup";

    private final BundleContext context;
    private final TreeSet<String> expected = new TreeSet<>();
    private final AtomicBoolean told = new AtomicBoolean();

    StartupReport(BundleContext context) {
        this.context = context;
        String home = context.getProperty("fairlead.home");
        Path etc = home == null ? null : Path.of(home, "etc");
        if (etc == null || !Files.isDirectory(etc)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(etc, "io.fairlead.*.cfg")) {
            files.forEach(file -> expected.add(new SettingsFile(file).pid()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + etc, e);
        }
    }

    /** Returns the PIDs that have a file in {@code etc/}. */
    Set<String> expected() {
        return expected;
    }

    /** Looks whether the start has ended; the first time that it has, tells it. */
    void check(List<Report> reports) {
        if (told.get()) {
            return;
        }
        Optional<Report> failed =
                reports.stream().filter(each -> each.status() == Status.FAILED).findFirst();
        if (failed.isPresent()) {
            tell("failed", failed.get().findings().get(0)::message);
        } else if (reports.stream().noneMatch(each -> each.status() == Status.STARTING)) {
            String table = table(reports);
            tell("ready", () -> table);
        }
    }

    private void tell(String outcome, Supplier<String> text) {
        if (told.compareAndSet(false, true)) {
            context.registerService(Supplier.class, text, FrameworkUtil.asDictionary(Map.of(PROPERTY, outcome)));
        }
    }

    private static String table(List<Report> reports) {
        int width = reports.stream()
                .flatMap(report -> report.endpoints().keySet().stream().map(role -> label(report, role)))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        return reports.stream()
                .flatMap(report -> report.endpoints().entrySet().stream()
                        .map(each ->
                                String.format("  %-" + width + "s  %s", label(report, each.getKey()), each.getValue())))
                .collect(Collectors.joining("\n"));
    }

    private static String label(Report report, String role) {
        return report.name().replaceFirst("^io\\.fairlead\\.", "") + "/" + role;
    }
}
