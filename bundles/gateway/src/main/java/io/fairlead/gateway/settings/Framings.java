package io.fairlead.gateway.settings;

import io.fairlead.gateway.api.ClassifierFactory;
import io.fairlead.gateway.api.CodecFactory;
import io.fairlead.gateway.api.SessionProgram;
import java.util.Optional;
import java.util.Set;

/** The framings, classifiers and session programs that are there now. */
public interface Framings {
    /** Returns who makes the codecs of a framing. */
    Optional<CodecFactory> codec(String name);

    /** Returns who makes the classifiers of that name. */
    Optional<ClassifierFactory> classifier(String name);

    /** Returns the session program of that name. */
    Optional<SessionProgram> session(String name);

    /** Returns the names of the framings that are there. */
    Set<String> framings();
}
