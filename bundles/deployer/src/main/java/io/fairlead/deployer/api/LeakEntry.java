package io.fairlead.deployer.api;

import java.time.Instant;
import java.util.List;

/**
 * Code of a bundle that was replaced and is still in memory.
 *
 * @param bundle the symbolic name
 * @param version the version
 * @param retired when it was replaced
 * @param holders what holds it, a phrase each, as far as that can be told
 */
public record LeakEntry(String bundle, String version, Instant retired, List<String> holders) {
    public LeakEntry {
        holders = List.copyOf(holders);
    }
}
