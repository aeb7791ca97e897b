package io.fairlead.launcher;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Writes an event as a line: time with its zone, level, thread, logger, message; the stack of an exception follows,
 * indented. Control characters are escaped, so that no peer can forge a line or drive the reader's terminal. Made by
 * hand, since parsing a layout pattern costs a start about as much as the framework's own.
 */
final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final byte[] NOTHING = {};
    private static final int MAX_CAUSES = 10;

    private final ZoneId zone;

    LineEncoder(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        TIME.formatTo(ZonedDateTime.ofInstant(Instant.ofEpochMilli(event.getTimeStamp()), zone), line);
        line.append(' ').append(event.getLevel()).append(" [");
        Escape.append(line, event.getThreadName());
        line.append("] ");
        Escape.append(line, event.getLoggerName());
        line.append(" - ");
        Escape.append(line, String.valueOf(event.getFormattedMessage()));
        line.append('\n');
        IThrowableProxy cause = event.getThrowableProxy();
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            append(line, cause, depth == 0 ? "\t" : "\tcaused by ");
            cause = cause.getCause();
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder line, IThrowableProxy thrown, String prefix) {
        line.append(prefix).append(thrown.getClassName());
        if (thrown.getMessage() != null) {
            line.append(": ");
            Escape.append(line, thrown.getMessage());
        }
        line.append('\n');
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        int own = frames.length - thrown.getCommonFrames();
        for (int i = 0; i < own; i++) {
            line.append("\t\t").append(frames[i].getSTEAsString()).append('\n');
        }
        if (thrown.getCommonFrames() > 0) {
            line.append("\t\t... ").append(thrown.getCommonFrames()).append(" more\n");
        }
    }
}
