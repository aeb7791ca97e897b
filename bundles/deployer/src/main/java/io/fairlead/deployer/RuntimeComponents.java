package io.fairlead.deployer;

import io.fairlead.platform.log.Printable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Asks the component runtime. */
final class RuntimeComponents implements Components {
    private final ServiceComponentRuntime runtime;

    RuntimeComponents(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public String failure(Bundle bundle) {
        return configurations(bundle)
                .filter(each -> each.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .map(each -> "its component " + each.description.name + " failed: " + innermost(each.failure))
                .findFirst()
                .orElse("");
    }

    @Override
    public String wants(Bundle bundle) {
        return configurations(bundle)
                .filter(each -> each.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE)
                .map(each -> "its component " + each.description.name + " waits for the service " + missing(each))
                .findFirst()
                .orElse("");
    }

    @Override
    public Set<String> pids(Bundle bundle) {
        return configurations(bundle)
                .flatMap(each -> Optional.ofNullable(each.properties.get(Constants.SERVICE_PID)).stream())
                .flatMap(pid -> pid instanceof Collection<?> several ? several.stream() : Stream.of(pid))
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<ComponentConfigurationDTO> configurations(Bundle bundle) {
        return runtime.getComponentDescriptionDTOs(bundle).stream()
                .flatMap(description -> runtime.getComponentConfigurationDTOs(description).stream());
    }

    private static String missing(ComponentConfigurationDTO waiting) {
        return Arrays.stream(waiting.unsatisfiedReferences)
                .map(reference -> service(waiting, reference))
                .collect(Collectors.joining(" and "));
    }

    private static String service(ComponentConfigurationDTO waiting, UnsatisfiedReferenceDTO missing) {
        return Arrays.stream(waiting.description.references)
                .filter(reference -> reference.name.equals(missing.name))
                .map(reference -> reference.interfaceName)
                .findFirst()
                .orElse(missing.name);
    }

    private static String innermost(String trace) {
        String message = trace.lines().findFirst().orElse("");
        for (String line : trace.lines().toList()) {
            if (line.startsWith("Caused by: ")) {
                message = line.substring("Caused by: ".length());
            }
        }
        return Printable.text(
                message.replaceFirst("^[\\w.$]+(Exception|Error): ", "").replaceFirst("\\.$", ""));
    }
}
