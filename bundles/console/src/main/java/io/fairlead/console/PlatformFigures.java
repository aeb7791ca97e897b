package io.fairlead.console;

import io.fairlead.platform.health.Parts;
import io.fairlead.platform.health.Status;
import io.fairlead.platform.metrics.MetricSink;
import io.fairlead.platform.metrics.MetricSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The figures of the process and the framework. */
@Component
public final class PlatformFigures implements MetricSource {
    private static final Path STATUS = Path.of("/proc/self/status");

    private final BundleContext context;
    private final Parts parts;

    /**
     * @param context the framework
     * @param parts how they do
     */
    @Activate
    public PlatformFigures(BundleContext context, @Reference Parts parts) {
        this.context = context;
        this.parts = parts;
    }

    @Override
    public void collect(MetricSink out) {
        Runtime runtime = Runtime.getRuntime();
        out.gauge(
                "fairlead_uptime_seconds",
                "Time since the process began",
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
        out.gauge("jvm_heap_used_bytes", "Heap in use", (double) (runtime.totalMemory() - runtime.freeMemory()));
        out.gauge("jvm_heap_committed_bytes", "Heap taken from the system", (double) runtime.totalMemory());
        out.gauge("jvm_heap_max_bytes", "Heap that may be taken", (double) runtime.maxMemory());
        resident().ifPresent(bytes -> out.gauge("process_resident_memory_bytes", "Resident memory", (double) bytes));
        out.gauge(
                "jvm_threads",
                "Live threads",
                ManagementFactory.getThreadMXBean().getThreadCount());
        out.gauge(
                "jvm_classes_loaded",
                "Classes loaded at present",
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        bundles().forEach((state, count) -> out.gauge("fairlead_bundles", "Bundles by state", count, "state", state));
        parts.reports()
                .forEach(report -> out.gauge(
                        "fairlead_part_status",
                        "How a part does: 0 up, 1 warn, 2 starting, 3 failed",
                        figure(report.status()),
                        "part",
                        report.name()));
    }

    private static int figure(Status status) {
        return switch (status) {
            case UP -> 0;
            case WARN -> 1;
            case STARTING -> 2;
            case FAILED -> 3;
        };
    }

    private Map<String, Integer> bundles() {
        Map<String, Integer> counts = new TreeMap<>();
        Arrays.stream(context.getBundles()).forEach(bundle -> counts.merge(state(bundle), 1, Integer::sum));
        return counts;
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> "active";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.INSTALLED -> "installed";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            default -> "uninstalled";
        };
    }

    /** Returns what Linux says; nothing where there is no Linux. */
    private static OptionalLong resident() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
