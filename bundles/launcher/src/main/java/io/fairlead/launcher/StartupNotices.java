package io.fairlead.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintStream;

/**
 * Shows warnings and errors to whoever started the platform, a sentence each, until it is ready; the log has the rest.
 */
final class StartupNotices extends AppenderBase<ILoggingEvent> {
    /** How many are shown before the reader is sent to the log. */
    static final int MOST = 20;

    private final PrintStream to;
    private int shown;

    StartupNotices(PrintStream to) {
        this.to = to;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.WARN) || shown > MOST) {
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
