package io.fairlead.deployer;

import java.nio.file.Path;

/**
 * A jar that was verified, in its place in {@code system/}.
 *
 * @param symbolicName of its manifest
 * @param version of its manifest
 * @param digest SHA-256 in lower-case hexadecimal
 * @param jar the copy that was verified
 */
record Candidate(String symbolicName, String version, String digest, Path jar) {}
