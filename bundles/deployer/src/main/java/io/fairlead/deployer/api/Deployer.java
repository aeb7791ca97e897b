package io.fairlead.deployer.api;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Replaces bundles while the platform runs, one after the other. A service; may be called from any thread. */
@ProviderType
public interface Deployer {
    /**
     * Verifies a jar as one in {@code deploy/} is, and puts it in place of the running bundle of its symbolic name.
     *
     * @param jar where it lies; a relative path begins at the instance's folder
     * @param force whether work that is still open at the swap's limit is answered with the protocol's own error
     * @return how it went
     * @throws DeployerException where it was not taken; what ran before goes on
     */
    SwapEntry swap(Path jar, boolean force);

    /**
     * Puts the jar that ran before in place of the one that runs; doing so twice comes back to the present one.
     *
     * @param bundle a symbolic name, with or without {@code io.fairlead.}
     * @param force as for {@link #swap}
     * @return how it went
     * @throws DeployerException where there is none, or it was not taken; what ran before goes on
     */
    SwapEntry rollback(String bundle, boolean force);

    /** Returns the swaps that are remembered, also those before the last start, the oldest first. */
    List<SwapEntry> swaps();

    /** Returns the bundles that run in place of the base's, or were rolled back from that, by name. */
    List<DeployedEntry> deployed();

    /** Returns what lies in {@code deploy/} and what became of it, by name. */
    List<FileEntry> files();

    /**
     * Asks for a collection of the heap and returns which code of replaced bundles is in memory after it.
     *
     * @return the oldest first; empty where nothing leaks
     */
    List<LeakEntry> leaks();
}
