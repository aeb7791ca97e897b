package io.fairlead.transport.netty.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The {@code Date} field's line, made once a second (RFC 9110 section 5.6.7); any thread. */
public final class HttpDate {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("'Date: 'EEE, dd MMM yyyy HH:mm:ss 'GMT\r\n'", Locale.ENGLISH);

    private final InstantSource clock;
    private volatile Line line = new Line(Long.MIN_VALUE, new byte[0]);

    /** @param clock the time of day */
    public HttpDate(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns the present line with its CR LF; not to be changed. */
    byte[] line() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Line present = line;
        if (present.second != second) {
            String text = FORM.format(Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC));
            present = new Line(second, text.getBytes(StandardCharsets.US_ASCII));
            line = present;
        }
        return present.bytes;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Line(long second, byte[] bytes) {}
}
