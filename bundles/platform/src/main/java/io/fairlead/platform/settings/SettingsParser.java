package io.fairlead.platform.settings;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns one PID's properties into an immutable record. Registered as a service with the property {@link #PID}, it also
 * lets {@code config:check} try a file without applying it.
 *
 * @param <T> the record
 */
@ConsumerType
@FunctionalInterface
public interface SettingsParser<T> {
    /** Service property: the PID or factory PID whose settings are parsed. */
    String PID = "settings.pid";

    /**
     * Reads every setting. A mistake is told to the reader ({@link SettingsReader#refuse}) and reading goes on, so that
     * all mistakes are reported at once; the returned record is used only where there was none.
     *
     * @param in the settings
     * @return the record, complete when the reader has no problems
     */
    T parse(SettingsReader in);
}
