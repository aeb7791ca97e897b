package io.fairlead.shell.command;

import io.fairlead.platform.log.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Follows a component's unsatisfied references to the end of the chain. */
final class ComponentWhy {
    private static final int DEEPEST = 6;

    private final Facts facts;

    ComponentWhy(Facts facts) {
        this.facts = facts;
    }

    /** Returns the components that read the settings of a PID. */
    List<Facts.Described> readers(String pid) {
        String factory = pid.split("~", 2)[0];
        return facts.components().stream()
                .filter(each -> isRequired(each.description())
                        && Arrays.asList(each.description().configurationPid).contains(factory))
                .toList();
    }

    /** Says in one sentence how the component of that name does. */
    String sentence(String name) {
        List<String> reasons = facts.components().stream()
                .filter(each -> each.description().name.equals(name))
                .flatMap(each -> reason(each, all -> true).stream())
                .toList();
        return reasons.isEmpty()
                ? name + " runs."
                : name + " does not run: " + String.join("; ", reasons).replaceFirst("\\.?$", ".");
    }

    /**
     * Returns why a component does not run; nothing where it does.
     *
     * @param of which of its configurations are meant
     */
    Optional<String> reason(Facts.Described component, Predicate<ComponentConfigurationDTO> of) {
        return reason(component, of, new HashSet<>());
    }

    /** Returns that there are no settings, and where they should come from. */
    String noSettings(String pid) {
        return facts.files().contains(pid)
                ? Instance.fileName(pid) + " is there and has not been read yet; save it again, or look at the log"
                : "it waits for its settings, and there is no " + Instance.fileName(pid)
                        + (pid.contains("~") ? "" : ", nor one " + Instance.fileName(pid + "~NAME"));
    }

    private Optional<String> reason(
            Facts.Described component, Predicate<ComponentConfigurationDTO> of, Set<String> seen) {
        ComponentDescriptionDTO description = component.description();
        if (!component.enabled()) {
            return Optional.of("it is disabled; scr:enable " + description.name + " enables it");
        }
        if (!seen.add(description.name) || seen.size() > DEEPEST) {
            return Optional.of("it waits, by way of others, for itself");
        }
        List<ComponentConfigurationDTO> all =
                component.configurations().stream().filter(of).toList();
        if (all.isEmpty()) {
            return isRequired(description) ? Optional.of(settings(description)) : Optional.empty();
        }
        return all.stream()
                .flatMap(each -> reason(description, each, seen).stream())
                .findFirst();
    }

    private Optional<String> reason(
            ComponentDescriptionDTO description, ComponentConfigurationDTO configuration, Set<String> seen) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> Optional.of(settings(description));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Optional.of(Arrays.stream(configuration.unsatisfiedReferences)
                        .map(each -> waits(description, each, seen))
                        .collect(Collectors.joining(" and ")));
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> Optional.of(failure(configuration.failure));
            default -> Optional.empty();
        };
    }

    private String waits(ComponentDescriptionDTO description, UnsatisfiedReferenceDTO reference, Set<String> seen) {
        String service = Arrays.stream(description.references)
                .filter(each -> each.name.equals(reference.name))
                .map((ReferenceDTO each) -> each.interfaceName)
                .findFirst()
                .orElse(reference.name);
        String filter = reference.target == null || reference.target.isEmpty() ? "" : " with " + reference.target;
        List<Facts.Described> providers = facts.components().stream()
                .filter(each ->
                        Arrays.asList(each.description().serviceInterfaces).contains(service))
                .toList();
        String waits = "it waits for the service " + service + filter;
        if (providers.isEmpty()) {
            return waits + ", which nothing here offers; deploy a bundle that does";
        }
        List<String> reasons = new ArrayList<>();
        for (Facts.Described provider : providers) {
            Optional<String> why = reason(provider, all -> true, seen);
            if (why.isEmpty()) {
                return waits + ", which " + provider.description().name
                        + (filter.isEmpty() ? " offers; it should come up by itself" : " offers without that property");
            }
            reasons.add(provider.description().name + " would offer, but " + why.get());
        }
        return waits + ", which " + String.join(", or ", reasons);
    }

    private String settings(ComponentDescriptionDTO description) {
        return Arrays.stream(description.configurationPid)
                .filter(pid -> !facts.configured().contains(pid)
                        && facts.configured().stream().noneMatch(each -> each.startsWith(pid + "~")))
                .findFirst()
                .map(this::noSettings)
                .orElse("it waits for its settings");
    }

    /** Returns the innermost message of a stack trace's text, without the name of its class. */
    static String failure(String trace) {
        String innermost = trace.lines().findFirst().orElse("");
        for (String line : trace.lines().toList()) {
            if (line.startsWith("Caused by: ")) {
                innermost = line.substring("Caused by: ".length());
            }
        }
        String message = innermost.replaceFirst("^[\\w.$]+(Exception|Error)(: |$)", "");
        return "its activation failed: "
                + Printable.text(message.isBlank() ? innermost.replaceFirst("^.*\\.", "") : message.strip());
    }

    private static boolean isRequired(ComponentDescriptionDTO description) {
        return "require".equals(description.configurationPolicy);
    }
}
