package io.fairlead.deployer.api;

/**
 * A jar in {@code deploy/}.
 *
 * @param name its name
 * @param state what became of it
 * @param message why it was refused; empty where it was not
 */
public record FileEntry(String name, State state, String message) {
    /** What became of a jar. */
    public enum State {
        /** It has changed a moment ago, and is looked at when it has settled. */
        SETTLING,
        /** It runs, or ran until something newer came. */
        TAKEN,
        /** It was not taken. */
        REFUSED
    }
}
