package io.fairlead.rmif.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A value that remotes read with GET and may set with SET. A whiteboard service: whoever has one registers it with the
 * service property {@value #NAME}. Called on any thread; must not block.
 */
@ConsumerType
public interface Property {
    /** Service property: the name, without regard to case, such as {@code SFREQ}. */
    String NAME = "rmif.property";

    /** Returns the present value as text; numbers as Java writes them. */
    String value();

    /**
     * Sets the value.
     *
     * @param value as the remote wrote it
     * @throws RefusedException where it may not be set, or not to this
     */
    default void set(String value) throws RefusedException {
        throw new RefusedException("it can only be read");
    }
}
