package io.fairlead.deployer;

import org.osgi.framework.Bundle;

/** Looks at a bundle's components after its start. */
@FunctionalInterface
interface ComponentCheck {
    /** Returns what failed, as a phrase; empty where nothing did. */
    String failure(Bundle bundle);
}
