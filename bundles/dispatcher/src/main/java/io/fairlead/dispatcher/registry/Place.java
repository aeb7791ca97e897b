package io.fairlead.dispatcher.registry;

/**
 * Where something stands.
 *
 * @param file the file as it was named
 * @param line counted from 1; of joined lines the first
 */
public record Place(String file, int line) {
    @Override
    public String toString() {
        return file + " line " + line;
    }
}
