package io.fairlead.dispatcher.serve;

import io.fairlead.transport.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the head of an HTTP server's response, bounded; what follows stays in the buffer. */
final class ResponseReader {
    private static final int MAX_HEAD = 32 << 10;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([2-5][0-9][0-9])( .*)?");
    private static final Set<String> OWN = Set.of(
            "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "te", "trailer", "date");

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private int ends;

    /**
     * What a server said.
     *
     * @param status the status
     * @param headers its fields, without those of its own connection
     */
    record Head(int status, HttpHeaders headers) {}

    /**
     * Takes bytes.
     *
     * @return the head, when it is complete
     * @throws IllegalArgumentException where it is none, one phrase
     */
    Optional<Head> take(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            head.write(next);
            if (next == '\n') {
                ends++;
            } else if (next != '\r') {
                ends = 0;
            }
            if (ends == 2) {
                return Optional.of(parse(head.toString(StandardCharsets.ISO_8859_1)));
            }
            if (head.size() > MAX_HEAD) {
                throw new IllegalArgumentException("the head of its response is longer than " + MAX_HEAD + " bytes");
            }
        }
        return Optional.empty();
    }

    private static Head parse(String text) {
        String[] lines = text.split("\r?\n", -1);
        Matcher status = STATUS.matcher(lines[0]);
        if (!status.matches()) {
            throw new IllegalArgumentException("its response is not HTTP");
        }
        HttpHeaders headers = new HttpHeaders();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                String name = lines[i].substring(0, colon);
                if (name.equalsIgnoreCase("Transfer-Encoding")) {
                    throw new IllegalArgumentException("its response to HTTP/1.0 is chunked");
                }
                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    headers.add(name, lines[i].substring(colon + 1).strip());
                }
            }
        }
        return new Head(Integer.parseInt(status.group(1)), headers);
    }
}
