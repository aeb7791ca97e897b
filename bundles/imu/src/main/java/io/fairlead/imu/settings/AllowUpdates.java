package io.fairlead.imu.settings;

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
}
