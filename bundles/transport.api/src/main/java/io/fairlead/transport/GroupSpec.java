package io.fairlead.transport;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a protocol asks for.
 *
 * @param key the PID, with the name of a factory's instance behind {@code ~}
 * @param endpoints its endpoints; each role once
 */
public record GroupSpec(String key, List<EndpointSpec> endpoints) {
    public GroupSpec {
        Objects.requireNonNull(key, "key");
        endpoints = List.copyOf(endpoints);
        if (endpoints.stream()
                        .map(EndpointSpec::role)
                        .collect(Collectors.toSet())
                        .size()
                != endpoints.size()) {
            throw new IllegalArgumentException("a role of " + key + " is given twice");
        }
    }
}
