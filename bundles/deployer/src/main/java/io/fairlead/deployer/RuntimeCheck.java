package io.fairlead.deployer;

import io.fairlead.platform.log.Printable;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Asks the component runtime, since a failed activation does not fail a bundle's start. */
final class RuntimeCheck implements ComponentCheck {
    private final ServiceComponentRuntime runtime;

    RuntimeCheck(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public String failure(Bundle bundle) {
        for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs(bundle)) {
            for (ComponentConfigurationDTO each : runtime.getComponentConfigurationDTOs(description)) {
                if (each.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    return "its component " + description.name + " failed: " + innermost(each.failure);
                }
            }
        }
        return "";
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
