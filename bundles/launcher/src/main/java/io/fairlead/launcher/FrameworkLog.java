package io.fairlead.launcher;

import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Brings what the framework has to say into the log instead of onto standard output. */
final class FrameworkLog extends Logger {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("org.apache.felix.framework");

    private static final String DAMAGED = "Error reloading cached bundle, removing it: ";

    @Override
    protected void doLog(int level, String message, @Nullable Throwable thrown) {
        if (message.startsWith(DAMAGED)) {
            LOG.warn(
                    "A part of the framework's cache is damaged and is made anew: {}",
                    message.substring(DAMAGED.length()));
            return;
        }
        switch (level) {
            case LOG_ERROR -> LOG.error(message, thrown);
            case LOG_WARNING -> LOG.warn(message, thrown);
            case LOG_INFO -> LOG.info(message, thrown);
            default -> LOG.debug(message, thrown);
        }
    }
}
