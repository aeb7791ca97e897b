package io.fairlead.shell.command;

import io.fairlead.platform.health.Parts;
import io.fairlead.platform.health.Parts.Report;
import io.fairlead.platform.health.Status;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How the parts do. */
@Component(
        service = HealthCommand.class,
        property = {"osgi.command.scope=fairlead", "osgi.command.function=health"})
public final class HealthCommand {
    private static final Usage HEALTH = new Usage("fairlead:health", """
            Shows how each part of the platform does: up (it works), warn (it works, and a person should
            look at it), starting (it is on its way), failed (it does not work until somebody acts).
            """, 0, 0);

    private final Parts parts;

    /** @param parts what they say */
    @Activate
    public HealthCommand(@Reference Parts parts) {
        this.parts = parts;
    }

    /** Shows the parts, those that do worst first. */
    public String health(String[] words) {
        return HEALTH.run(words, none -> {
            List<Report> reports = parts.reports();
            if (reports.isEmpty()) {
                return "No part has said anything yet.\n";
            }
            Table table = new Table("STATUS", "PART", "WHAT IT SAYS");
            reports.stream()
                    .sorted((one, other) -> other.status().compareTo(one.status()))
                    .forEach(report -> table.row(word(report.status()), report.name(), says(report)));
            return table + "\nThe platform is " + (parts.worst().compareTo(Status.WARN) <= 0 ? "" : "not ")
                    + "ready.\n";
        });
    }

    private static String says(Report report) {
        return report.findings().stream()
                .filter(finding -> report.findings().size() == 1 || finding.status() != Status.UP)
                .map(finding -> finding.message())
                .collect(Collectors.joining("; "));
    }

    private static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
