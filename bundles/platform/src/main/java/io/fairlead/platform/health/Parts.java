package io.fairlead.platform.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** The parts of the platform and how they do. */
@ProviderType
public interface Parts {
    /** Returns the part of that PID; it is made, as {@link Status#STARTING}, where it was not known. */
    Part part(String pid);

    /** Returns every known part's report, by name. */
    List<Report> reports();

    /** Returns the worst status of all; {@link Status#UP} where there are no parts. */
    Status worst();

    /**
     * What a part says of itself.
     *
     * @param name the PID
     * @param status the worst of its findings and of itself
     * @param findings what it says, its own state first
     * @param endpoints role to address and note, in the order in which they were told
     */
    record Report(String name, Status status, List<Finding> findings, Map<String, String> endpoints) {
        public Report {
            findings = List.copyOf(findings);
            endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
        }
    }
}
