package io.fairlead.gateway.api;

import io.fairlead.platform.settings.SettingsReader;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes classifiers. A whiteboard service: whoever has one registers it with the property {@value #NAME}.
 */
@ConsumerType
@FunctionalInterface
public interface ClassifierFactory {
    /**
     * Service property: the classifier's name in settings, such as {@code rules}; a string, or an array of strings. Of
     * several factories with one name, the highest ranking is asked.
     */
    String NAME = "gateway.classifier";

    /**
     * Makes a classifier from settings. A mistake is told to the reader and reading goes on.
     *
     * @param in the gateway's settings; only keys below the prefix are read
     * @param prefix what stands before the classifier's words: with {@code classifier}, the setting {@code classifier}
     *     is its name and {@code classifier.key} one of its words
     * @return the classifier; of use only when the reader has no problems
     */
    Classifier classifier(SettingsReader in, String prefix);
}
