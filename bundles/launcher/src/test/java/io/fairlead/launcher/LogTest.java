package io.fairlead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void shouldKeepAForgedMessageOnItsLine() {
        LoggingEvent event =
                event(Level.WARN, "user a\n2026 ERROR [x] y - forged", new IllegalStateException("b\u001b[2J"));
        event.setTimeStamp(0);

        String[] lines = new String(new LineEncoder(ZoneOffset.UTC).encode(event), StandardCharsets.UTF_8).split("\n");

        assertThat(lines)
                .startsWith(
                        "1970-01-01T00:00:00.000Z WARN ["
                                + Thread.currentThread().getName()
                                + "] io.fairlead.test - user a\\n2026 ERROR [x] y - forged",
                        "\tjava.lang.IllegalStateException: b\\u001b[2J")
                .allMatch(line -> line.startsWith("1970") || line.startsWith("\t"));
    }

    @Test
    void shouldShowWarningsOfTheStartAsSentencesAndNotForEver() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        StartupNotices notices = new StartupNotices(new PrintStream(shown, true, StandardCharsets.UTF_8));
        notices.setContext(context);
        notices.start();

        notices.doAppend(event(Level.INFO, "all is well", null));
        notices.doAppend(event(Level.ERROR, "the port is taken", new IllegalStateException("stack")));
        for (int i = 0; i < 2 * StartupNotices.MOST; i++) {
            notices.doAppend(event(Level.WARN, "again", null));
        }
        notices.stop();
        notices.doAppend(event(Level.ERROR, "later", null));

        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .startsWith("fairlead: error: the port is taken", "fairlead: warning: again")
                .endsWith("fairlead: more warnings are in the log.")
                .hasSize(StartupNotices.MOST + 1);
    }

    private LoggingEvent event(Level level, String message, @Nullable Throwable thrown) {
        return new LoggingEvent("", context.getLogger("io.fairlead.test"), level, message, thrown, null);
    }
}
