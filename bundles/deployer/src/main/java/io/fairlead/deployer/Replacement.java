package io.fairlead.deployer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;

/**
 * What is to replace what.
 *
 * @param present the bundle that runs
 * @param jar the verified jar
 * @param previous the jar that the bundle runs from, where it is kept
 * @param terms time limits
 * @param recording told when the new version is about to serve, so that the next start begins with it
 */
record Replacement(Bundle present, Candidate jar, Optional<Path> previous, Terms terms, Recording recording) {
    /** Writes the install set. */
    @FunctionalInterface
    interface Recording {
        /** Writes it. */
        void write() throws IOException;
    }
}
