package io.fairlead.gateway.api;

import io.fairlead.platform.settings.SettingsReader;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes codecs of one or more framings. A whiteboard service: whoever has one registers it with the property
 * {@value #NAME}.
 */
@ConsumerType
@FunctionalInterface
public interface CodecFactory {
    /**
     * Service property: the framing's name in settings, such as {@code length}; a string, or an array of strings. Of
     * several factories with one name, the highest ranking is asked.
     */
    String NAME = "gateway.codec";

    /**
     * Makes a codec from settings. A mistake is told to the reader and reading goes on.
     *
     * @param in the gateway's settings; only keys below the prefix are read
     * @param prefix what stands before the framing's words: with {@code framing}, the setting {@code framing} is its
     *     name and {@code framing.width} one of its words
     * @return the codec; of use only when the reader has no problems
     */
    Codec codec(SettingsReader in, String prefix);
}
