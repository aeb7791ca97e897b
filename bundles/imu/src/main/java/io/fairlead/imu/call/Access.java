package io.fairlead.imu.call;

import java.util.Optional;

/**
 * How much a client may see and do.
 *
 * @param group the group as which somebody is logged in; nothing for default access
 */
public record Access(Optional<String> group) {
    /** Nobody is logged in. */
    public static final Access DEFAULT = new Access(Optional.empty());

    /** Returns the access of somebody who is logged in as a member of a group. */
    public static Access of(String group) {
        return new Access(Optional.of(group));
    }

    /** Returns whether somebody is logged in. */
    public boolean isAuthenticated() {
        return group.isPresent();
    }

    /** Returns the word that stands for it in the arguments of errors. */
    public String word() {
        return isAuthenticated() ? "authenticated" : "default";
    }
}
