package io.fairlead.launcher;

/**
 * A jar that was put in place of a base jar while the instance ran.
 *
 * @param jar what it is
 * @param overDigest the digest of the base jar that it replaced; it wins for as long as the base is that one. Empty
 *     where there was no base: then it wins until a base arrives
 */
record DeployedJar(Jar jar, String overDigest) {}
