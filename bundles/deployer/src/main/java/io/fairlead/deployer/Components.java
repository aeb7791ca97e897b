package io.fairlead.deployer;

import java.util.Set;
import org.osgi.framework.Bundle;

/** Looks at a bundle's components, since a failed activation does not fail a bundle's start. */
interface Components {
    /** Returns what failed, as a phrase; empty where nothing did. */
    String failure(Bundle bundle);

    /** Returns what a component waits for, as a phrase; empty where none waits. */
    String wants(Bundle bundle);

    /** Returns the PIDs that the bundle's components are configured with; a group's key is such a PID. */
    Set<String> pids(Bundle bundle);
}
