package io.fairlead.deployer;

import java.nio.file.Path;
import org.osgi.framework.Bundle;

/** A way to bring a bundle to another jar while the platform runs. */
@FunctionalInterface
interface Swap {
    /**
     * Brings the bundle to the jar and starts it.
     *
     * @param bundle the bundle, which keeps its number
     * @param jar the verified jar
     * @throws SwapException where it does not come up; the bundle is then in any state, and the caller brings it back
     */
    void swap(Bundle bundle, Path jar) throws SwapException;
}
