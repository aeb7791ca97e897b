package io.fairlead.deployer;

import io.fairlead.platform.health.Finding;
import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.health.Parts.Report;
import io.fairlead.platform.health.Status;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the parts of a bundle said before a swap. The new version speaks for the same parts while it starts; where it is
 * withdrawn, they say again what the version says that goes on.
 */
final class PartMemory {
    private final Parts parts;
    private final List<Report> before;

    /** @param pids the names of the parts */
    PartMemory(Parts parts, Collection<String> pids) {
        this.parts = parts;
        this.before = parts.reports().stream()
                .filter(report -> pids.contains(report.name()))
                .toList();
    }

    /** Lets them say it again. */
    void restore() {
        Map<String, Report> now = parts.reports().stream().collect(Collectors.toMap(Report::name, Function.identity()));
        before.forEach(report -> restore(report, now.getOrDefault(report.name(), report)));
    }

    private void restore(Report report, Report now) {
        Part part = parts.part(report.name());
        if (!now.findings().equals(report.findings())) {
            Finding state = report.findings().get(0);
            if (state.status() == Status.UP) {
                part.up();
            } else if (state.status() == Status.FAILED) {
                part.failed(state.message());
            }
            now.findings().stream().skip(1).forEach(finding -> part.clear(finding.topic()));
            report.findings().stream().skip(1).forEach(finding -> part.warn(finding.topic(), finding.message()));
        }
    }
}
