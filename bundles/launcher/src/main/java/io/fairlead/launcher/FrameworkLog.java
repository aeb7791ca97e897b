package io.fairlead.launcher;

import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Brings what the framework has to say into the log instead of onto standard output. */
final class FrameworkLog extends Logger {
    private static final String DAMAGED = "Error reloading cached bundle, removing it: ";

    @Override
    protected void doLog(int level, String message, @Nullable Throwable thrown) {
        // Asked for when there is something to say: the framework and the log are set up at the same time.
        org.slf4j.Logger log = LoggerFactory.getLogger("org.apache.felix.framework");
        if (message.startsWith(DAMAGED)) {
            log.warn(
                    "A part of the framework's cache is damaged and is made anew: {}",
                    message.substring(DAMAGED.length()));
            return;
        }
        switch (level) {
            case LOG_ERROR -> log.error(message, thrown);
            case LOG_WARNING -> log.warn(message, thrown);
            case LOG_INFO -> log.info(message, thrown);
            default -> log.debug(message, thrown);
        }
    }
}
