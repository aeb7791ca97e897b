package io.fairlead.rdp.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads tables from text or from the front of a packet's data. */
public final class TableReader {
    private static final int DEEPEST = 8;
    private static final int MOST_ENTRIES = 1024;
    private static final int LONGEST = 1 << 20;

    private final String text;
    private int at;
    private int entries;

    TableReader(String text) {
        this.text = text;
    }

    /**
     * Reads the table at the front of a packet's data.
     *
     * @param data in UTF-8, possibly with other bytes behind the table; left behind the table's last byte
     * @return the table
     * @throws TableException where there is none
     */
    public static Table front(ByteBuffer data) {
        byte[] bytes = new byte[Math.min(data.remaining(), LONGEST)];
        data.get(data.position(), bytes);
        // One character a byte, so that the place in the text is the place in the data.
        TableReader reader = new TableReader(new String(bytes, StandardCharsets.ISO_8859_1));
        reader.blanks();
        reader.table(1);
        String front = new String(bytes, 0, reader.at, StandardCharsets.UTF_8);
        data.position(data.position() + reader.at);
        return Table.parse(front);
    }

    Table whole() {
        if (text.length() > LONGEST) {
            throw new TableException("a table of " + text.length() + " characters; at most " + LONGEST + " may be");
        }
        blanks();
        Table table = table(1);
        blanks();
        if (at < text.length()) {
            throw expected("the end");
        }
        return table;
    }

    private Table table(int depth) {
        if (depth > DEEPEST) {
            throw new TableException("tables in tables are deeper than " + DEEPEST + " at character " + (at + 1));
        }
        take('{', "'{'");
        Map<String, Object> read = new LinkedHashMap<>();
        blanks();
        while (peek() != '}') {
            if (++entries > MOST_ENTRIES) {
                throw new TableException("a table of more than " + MOST_ENTRIES + " entries");
            }
            String key = peek() == '"' ? quoted() : word();
            if (key.isEmpty()) {
                throw expected("a key");
            }
            blanks();
            take('=', "'=' behind the key");
            blanks();
            read.put(key.toUpperCase(java.util.Locale.ROOT), value(depth));
            blanks();
            if (peek() != '}') {
                take(',', "',' or '}'");
                blanks();
            }
        }
        at++;
        return new Table(read);
    }

    private Object value(int depth) {
        return switch (peek()) {
            case '{' -> table(depth + 1);
            case '"' -> quoted();
            default -> word();
        };
    }

    private String word() {
        int start = at;
        while (at < text.length() && "{}=,\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    /** Reads what stands in quotes; a quote in it is doubled, or behind a backslash. */
    private String quoted() {
        StringBuilder out = new StringBuilder();
        at++;
        while (true) {
            char c = next();
            if (c == '\\') {
                out.append(next());
            } else if (c != '"') {
                out.append(c);
            } else if (peek() == '"') {
                out.append('"');
                at++;
            } else {
                return out.toString();
            }
        }
    }

    private char next() {
        if (at >= text.length()) {
            throw expected("a closing quote");
        }
        return text.charAt(at++);
    }

    private void take(char wanted, String words) {
        if (peek() != wanted) {
            throw expected(words);
        }
        at++;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) <= ' ' && text.charAt(at) != 0) {
            at++;
        }
    }

    private TableException expected(String words) {
        return new TableException("a table has " + words + " missing at character " + (at + 1));
    }
}
