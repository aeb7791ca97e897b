package io.fairlead.launcher;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import org.slf4j.LoggerFactory;

/** The instance's log: {@code log/fairlead.log}, rotated by size, a bounded number of old ones kept. */
final class Log {
    private final LoggerContext context;
    private final StartupNotices notices;

    private Log(LoggerContext context, StartupNotices notices) {
        this.context = context;
        this.notices = notices;
    }

    /** Opens the log of a home and shows warnings on a stream until {@link #ready}. */
    static Log open(Path folder, Settings settings, PrintStream errors) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        StartupNotices notices = new StartupNotices(errors);
        notices.setContext(context);
        notices.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(settings.logLevel());
        root.addAppender(file(context, folder, settings));
        root.addAppender(notices);
        return new Log(context, notices);
    }

    private static RollingFileAppender<ILoggingEvent> file(LoggerContext context, Path folder, Settings settings) {
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setFile(folder.resolve("fairlead.log").toString());

        FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(file);
        window.setFileNamePattern(folder.resolve("fairlead.%i.log").toString());
        window.setMinIndex(1);
        window.setMaxIndex(settings.logFiles());

        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(settings.logFileBytes()));

        LineEncoder encoder = new LineEncoder(ZoneId.systemDefault());
        encoder.setContext(context);

        file.setRollingPolicy(window);
        file.setTriggeringPolicy(size);
        file.setEncoder(encoder);
        window.start();
        size.start();
        encoder.start();
        file.start();
        return file;
    }

    /** From now on warnings go to the file only. */
    void ready() {
        notices.stop();
    }

    /** Writes what is left and closes the files. */
    void close() {
        context.stop();
    }
}
