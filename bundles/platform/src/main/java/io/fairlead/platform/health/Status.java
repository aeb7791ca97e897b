package io.fairlead.platform.health;

/** How a part does, from best to worst. */
public enum Status {
    /** It works. For a machine: ready. */
    UP,
    /** It works, and a person should look at it. For a machine: ready. */
    WARN,
    /** It is on its way. For a machine: not ready yet. */
    STARTING,
    /** It does not work until somebody acts. For a machine: not ready. */
    FAILED
}
