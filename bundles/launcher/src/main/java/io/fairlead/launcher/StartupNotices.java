package io.fairlead.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintStream;

/**
 * Shows warnings and errors to whoever started the platform, a sentence each, until it is ready; the log has the rest.
 */
final class StartupNotices extends AppenderBase<ILoggingEvent> {
    /** What these loggers say is for the log alone: the part that failed says it in a sentence of its own. */
    static final String UNSEEN = "osgi.";

    /** How many are shown before the reader is sent to the log. */
    static final int MOST = 20;

    private final PrintStream to;
    private int shown;

    StartupNotices(PrintStream to) {
        this.to = to;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.WARN)
                || shown > MOST
                || event.getLoggerName().startsWith(UNSEEN)) {
            return;
        }
        shown++;
        to.println(
                shown > MOST
                        ? "fairlead: more warnings are in the log."
                        : (event.getLevel() == Level.ERROR ? "fairlead: error: " : "fairlead: warning: ")
                                + Escape.line(String.valueOf(event.getFormattedMessage())));
    }
}
