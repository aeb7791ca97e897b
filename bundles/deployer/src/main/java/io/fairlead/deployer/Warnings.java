package io.fairlead.deployer;

import io.fairlead.platform.health.Part;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators should look at, by topic: each is said once, in the log and in health, until it is mended. */
final class Warnings {
    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private final Part part;
    private final Map<String, Warning> told = new HashMap<>();

    /** @param part the deployer's */
    Warnings(Part part) {
        this.part = part;
    }

    /** Says something about the deployer itself. */
    void tell(String topic, String sentence) {
        tell(topic, "", sentence);
    }

    /**
     * Says something about a bundle, or a jar that was to be one.
     *
     * @param topic such as the jar's name
     * @param bundle the symbolic name; empty where it is not known
     */
    synchronized void tell(String topic, String bundle, String sentence) {
        Warning warning = new Warning(bundle, sentence);
        if (!warning.equals(told.put(topic, warning))) {
            LOG.warn("{}", sentence);
            part.warn(topic, sentence);
        }
    }

    /** Returns what was said. */
    synchronized Optional<String> sentence(String topic) {
        return Optional.ofNullable(told.get(topic)).map(Warning::sentence);
    }

    /** Takes back what was said about a topic. */
    void clear(String topic) {
        clearWhere((each, warning) -> each.equals(topic));
    }

    /** Takes back what was said about a bundle: a good one serves now. */
    void mended(String bundle) {
        clearWhere((topic, warning) -> warning.bundle().equals(bundle));
    }

    /** Takes back what was said about topics of a kind. */
    void clearWhere(Predicate<String> topics) {
        clearWhere((topic, warning) -> topics.test(topic));
    }

    private synchronized void clearWhere(BiPredicate<String, Warning> which) {
        Set<String> over = new HashSet<>();
        told.forEach((topic, warning) -> {
            if (which.test(topic, warning)) {
                over.add(topic);
            }
        });
        told.keySet().removeAll(over);
        over.forEach(part::clear);
    }

    private record Warning(String bundle, String sentence) {}
}
