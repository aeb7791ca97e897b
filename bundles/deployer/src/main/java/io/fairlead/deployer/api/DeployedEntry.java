package io.fairlead.deployer.api;

/**
 * A bundle that was deployed in place of the base's, or rolled back from that.
 *
 * @param bundle its symbolic name
 * @param version its version
 * @param digest SHA-256 of its jar, in lower-case hexadecimal
 * @param time since when, as ISO 8601 writes it; empty for the base's
 * @param source the file in {@code deploy/} that it came from, {@code rollback} or {@code base}
 * @param previous the version that a roll-back would bring; empty where there is none
 */
public record DeployedEntry(
        String bundle, String version, String digest, String time, String source, String previous) {}
