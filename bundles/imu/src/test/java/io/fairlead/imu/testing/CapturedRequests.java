package io.fairlead.imu.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The requests that were captured from the published clients. */
public final class CapturedRequests {
    private static final Map<String, String> VECTORS = vectors();

    private CapturedRequests() {}

    /** Reads the vectors, one a line, as text in which every character is one byte. */
    private static Map<String, String> vectors() {
        try (InputStream in = Objects.requireNonNull(CapturedRequests.class.getResourceAsStream("/vectors.txt"))) {
            Map<String, String> vectors = new LinkedHashMap<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).split("\n", -1)) {
                int blank = line.indexOf(' ');
                if (line.startsWith("R-") && blank > 0) {
                    vectors.put(line.substring(0, blank), unescape(line.substring(blank + 1)));
                }
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unescape(String escaped) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = escaped.charAt(++i);
            if (escape == 'x') {
                out.append((char) Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                out.append(escape == 'r' ? '\r' : escape == 'n' ? '\n' : escape == 't' ? '\t' : escape);
            }
        }
        return out.toString();
    }

    /** Returns the names of all. */
    public static Set<String> names() {
        return VECTORS.keySet();
    }

    /** Returns a captured request as it was. */
    public static String text(String vector) {
        return Objects.requireNonNull(VECTORS.get(vector), vector);
    }

    /** Returns a captured request with the id and the context of the reply before. */
    public static byte[] request(String vector, String before) {
        return text(vector)
                .replaceFirst("\"id\"( ?: ?)\"[^\"]*\"", "\"id\"$1\"" + SocketClient.member(before, "id") + "\"")
                .replaceFirst(
                        "\"context\"( ?: ?)\"[^\"]*\"",
                        "\"context\"$1\"" + SocketClient.member(before, "context") + "\"")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
