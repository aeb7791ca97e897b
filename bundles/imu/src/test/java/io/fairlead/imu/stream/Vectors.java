package io.fairlead.imu.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The captured messages, by id. */
final class Vectors {
    private Vectors() {}

    static Map<String, byte[]> all() {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors.txt"))) {
            Map<String, byte[]> vectors = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                int blank = line.indexOf(' ');
                vectors.put(line.substring(0, blank), bytes(line.substring(blank + 1)));
            });
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] vector(String id) {
        return Objects.requireNonNull(all().get(id), id);
    }

    /** Undoes the escapes {@code \r \n \t \\} and {@code \xNN}; the rest is literal, in UTF-8. */
    static byte[] bytes(String escaped) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int i = 0;
        while (i < escaped.length()) {
            char c = escaped.charAt(i++);
            if (c != '\\') {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            char escape = escaped.charAt(i++);
            switch (escape) {
                case 'r' -> out.write('\r');
                case 'n' -> out.write('\n');
                case 't' -> out.write('\t');
                case '\\' -> out.write('\\');
                case 'x' -> {
                    out.write(Integer.parseInt(escaped, i, i + 2, 16));
                    i += 2;
                }
                default -> throw new IllegalArgumentException("\\" + escape);
            }
        }
        return out.toByteArray();
    }
}
