package io.fairlead.shell.command;

import io.fairlead.platform.health.Parts.Report;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Everything that {@link Why} draws its conclusions from.
 *
 * @param reports what the parts say of themselves
 * @param components the components, each with its configurations
 * @param bundles the framework's bundles
 * @param configured PIDs that ConfigAdmin has settings for
 * @param files PIDs that have a file in {@code etc/}
 */
record Facts(
        List<Report> reports,
        List<Described> components,
        List<BundleState> bundles,
        Set<String> configured,
        Set<String> files) {
    /**
     * A component.
     *
     * @param description as it was written
     * @param enabled whether it may be activated
     * @param configurations as they are
     */
    record Described(
            ComponentDescriptionDTO description,
            boolean enabled,
            Collection<ComponentConfigurationDTO> configurations) {}
}
