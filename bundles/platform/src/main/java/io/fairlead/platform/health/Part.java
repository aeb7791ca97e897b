package io.fairlead.platform.health;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A part of the platform, named by its PID, as operators see it. It lives longer than the component that speaks through
 * it: a failed activation leaves its sentence here. All methods may be called from any thread.
 */
@ProviderType
public interface Part {
    /** Returns the PID. */
    String name();

    /** The part serves; an earlier {@link #failed} is forgotten, warnings stay. */
    void up();

    /** The part cannot serve, and why: one sentence with the cure. */
    void failed(String sentence);

    /** The part was taken away (its settings were deleted); everything about it is forgotten. */
    void gone();

    /** Something that a person should look at; it stays until {@link #clear}. */
    void warn(String topic, String sentence);

    /** Takes a warning back; no effect where there is none. */
    void clear(String topic);

    /**
     * Tells an endpoint for the table of the ready line.
     *
     * @param role its role within the part, such as {@code main}
     * @param where protocol and address, such as {@code tcp 127.0.0.1:40000}
     * @param note what a reader should know, such as {@code loopback only}; may be empty
     */
    void endpoint(String role, String where, String note);

    /** Takes an endpoint out of the table. */
    void endpointClosed(String role);
}
