package io.fairlead.imu.settings;

import io.fairlead.imu.call.Access;
import io.fairlead.imu.call.ImuException;
import java.util.Locale;

/** Who may change records: the setting {@code allow-updates}. */
public enum AllowUpdates {
    /** Nobody. */
    NO,
    /** Everybody. */
    YES,
    /** Whoever is logged in. */
    AUTHENTICATED;

    /** Returns the word that stands for it in settings and in the arguments of errors. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether a caller may change records. */
    public boolean allows(Access access) {
        return this == YES || (this == AUTHENTICATED && access.isAuthenticated());
    }

    /**
     * Refuses a change that is not allowed.
     *
     * @throws ImuException {@code ModuleUpdatesNotAllowed} with this setting and the caller's access
     */
    public void check(Access access) {
        if (!allows(access)) {
            throw new ImuException(
                    "ModuleUpdatesNotAllowed",
                    ImuException.CODE,
                    "records cannot be changed here",
                    word(),
                    access.word());
        }
    }
}
