package io.fairlead.launcher;

/**
 * A jar of the base: what the build or the distribution brought.
 *
 * @param jar what it is
 * @param fileName its name in the folder that it came from
 * @param sizeBytes its size there
 * @param modifiedMillis when it was last changed there, since the epoch; with the size a cheap sign that it is the same
 */
record BaseJar(Jar jar, String fileName, long sizeBytes, long modifiedMillis) {}
