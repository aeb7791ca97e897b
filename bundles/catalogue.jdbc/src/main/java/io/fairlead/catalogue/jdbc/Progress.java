package io.fairlead.catalogue.jdbc;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/** A line that says how far a load is: share, rows, rows per second, and the time that is left. */
final class Progress {
    private static final int WIDTH = 30;
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final PrintStream out;
    private final InstantSource clock;
    private final String title;
    private final long totalBytes;
    private final long startMillis;
    private long shownMillis;
    private boolean shown;

    Progress(PrintStream out, InstantSource clock, String title, long totalBytes) {
        this.out = out;
        this.clock = clock;
        this.title = title;
        this.totalBytes = Math.max(1, totalBytes);
        this.startMillis = clock.millis();
        this.shownMillis = startMillis;
    }

    /** Shows how far it is, at most four times a second. */
    void at(long rows, long bytes) {
        if (clock.millis() - shownMillis >= BETWEEN.toMillis()) {
            show(rows, bytes);
        }
    }

    /** Shows the end and leaves the line. */
    void done(long rows) {
        show(rows, totalBytes);
        out.println();
        shown = false;
    }

    /** Ends a half-written line before something else is said. */
    void breakLine() {
        if (shown) {
            out.println();
            shown = false;
        }
    }

    private void show(long rows, long bytes) {
        shownMillis = clock.millis();
        double share = Math.min(1.0, (double) bytes / totalBytes);
        double seconds = Math.max(0.001, (shownMillis - startMillis) / 1000.0);
        int filled = (int) Math.round(share * WIDTH);
        long left = share > 0 ? Math.round(seconds / share * (1 - share)) : 0;
        out.printf(
                Locale.ROOT,
                "\r%s [%s%s] %3d %% %,d rows, %,d rows/s, %d:%02d left ",
                title,
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                Math.round(share * 100),
                rows,
                Math.round(rows / seconds),
                left / 60,
                left % 60);
        out.flush();
        shown = true;
    }
}
