package io.fairlead.platform.settings;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps the last good settings of each PID, in memory and for the next start. A mistake is logged with file, line, word
 * and cure, told to the part's health as a warning, and changes nothing else.
 */
@ProviderType
public interface LastGood {
    /**
     * Parses settings that ConfigAdmin pushed.
     *
     * @param pid the PID, with the name of a factory's instance behind {@code ~}
     * @param properties the properties as pushed
     * @param parser makes the record
     * @param <T> the record
     * @return the record of these properties; or of the last good ones, where these have mistakes
     * @throws SettingsException where these have mistakes and there are no last good ones
     */
    <T> T accept(String pid, Map<String, ?> properties, SettingsParser<T> parser);
}
