package io.fairlead.gateway.codecs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes with gaps that are filled when they are sent. Written as {@link Bytes}, with words in braces: names of values,
 * such as {@code {code}}; {@code {request}} for a whole message, {@code {request 8 4}} for four of its bytes from the
 * index 8, {@code {request 8}} for all from there.
 */
final class Template {
    private static final Pattern GAP = Pattern.compile("\\{\\s*(\\w+)(?:\\s+(\\d{1,6})(?:\\s+(\\d{1,6}))?)?\\s*}");

    private final List<Piece> pieces;

    private Template(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /**
     * Reads a template.
     *
     * @param text how it is written
     * @param names the values that it may name
     * @throws IllegalArgumentException where it is not written as it should be, or names another
     */
    static Template parse(String text, List<String> names) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        Matcher gap = GAP.matcher(text);
        while (gap.find()) {
            literal(text.substring(from, gap.start()), pieces);
            pieces.add(gap(gap, names));
            from = gap.end();
        }
        literal(text.substring(from), pieces);
        return new Template(pieces);
    }

    /**
     * Fills the gaps.
     *
     * @param request the message; bytes that it does not have are zeros
     * @param values what the names stand for
     */
    ByteBuffer fill(ByteBuffer request, Map<String, String> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Piece piece : pieces) {
            out.writeBytes(piece.bytes(request, values));
        }
        return ByteBuffer.wrap(out.toByteArray());
    }

    private static void literal(String text, List<Piece> pieces) {
        if (!text.isBlank()) {
            byte[] bytes = Bytes.parse(text);
            pieces.add((request, values) -> bytes);
        }
    }

    private static Piece gap(Matcher gap, List<String> names) {
        String name = gap.group(1);
        if (name.equals("request")) {
            int from = gap.group(2) == null ? 0 : Integer.parseInt(gap.group(2));
            int length = gap.group(3) == null ? -1 : Integer.parseInt(gap.group(3));
            return (request, values) -> cut(request, from, length);
        }
        if (!names.contains(name) || gap.group(2) != null) {
            throw new IllegalArgumentException(name);
        }
        return (request, values) -> values.getOrDefault(name, "").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] cut(ByteBuffer request, int from, int length) {
        int there = Math.max(0, request.remaining() - from);
        byte[] cut = new byte[length < 0 ? there : length];
        if (there > 0) {
            request.get(request.position() + from, cut, 0, Math.min(there, cut.length));
        }
        return cut;
    }

    private interface Piece {
        byte[] bytes(ByteBuffer request, Map<String, String> values);
    }
}
