package io.fairlead.deployer;

import io.fairlead.platform.log.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleException;

/** What an exception comes down to. */
final class Causes {
    private static final Pattern REQUIREMENT = Pattern.compile("([\\w.]+); (\\(\\S*\\))");

    private Causes() {}

    /** Returns the innermost message as a phrase, without a full stop. */
    static String phrase(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        if (root instanceof BundleException resolving && resolving.getType() == BundleException.RESOLVE_ERROR) {
            return missing(String.valueOf(message));
        }
        String text = message == null || message.isBlank() ? root.getClass().getSimpleName() : message.strip();
        return Printable.text(text).replaceFirst("\\.$", "");
    }

    /** The framework names a chain of requirements; its end is what is missing. */
    private static String missing(String message) {
        Matcher requirements = REQUIREMENT.matcher(message);
        String last = message;
        while (requirements.find()) {
            last = "no bundle offers " + requirements.group(1) + " " + requirements.group(2);
        }
        return Printable.text(last);
    }
}
