package io.fairlead.imu.dialect;

import io.fairlead.imu.dialect.Dialect.Trap;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one reply as one client does; where that client would fail, hang or read nonsense, it throws. */
final class ReplyReader {
    private final Dialect dialect;
    private final byte[] bytes;
    private int at;

    /** Says in which trap a client was caught. */
    static final class TrappedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TrappedException(Dialect dialect, Trap trap, int at) {
            super(dialect + " is caught by " + trap + " at byte " + at);
        }
    }

    ReplyReader(Dialect dialect, byte[] bytes) {
        this.dialect = dialect;
        this.bytes = bytes;
    }

    /** Returns how many bytes of what has come are one whole reply for this client; -1 while it would wait for more. */
    int whole() {
        int end;
        try {
            at = 0;
            skipSpace();
            value(false);
            end = at;
        } catch (ArrayIndexOutOfBoundsException half) {
            return -1;
        }
        String rest = new String(bytes, end, bytes.length - end, StandardCharsets.ISO_8859_1);
        boolean alone = end > 1 && bytes[end - 2] == '\n';
        if (dialect.has(Trap.BRACE_ALONE) || dialect.has(Trap.LAST_CHUNK)) {
            if (!rest.startsWith("\r\n") || !alone) {
                return -1;
            }
            if (dialect.has(Trap.LAST_CHUNK) && (end + 2) % 8192 >= 1 && (end + 2) % 8192 <= 3) {
                throw new TrappedException(dialect, Trap.LAST_CHUNK, end);
            }
        }
        if (rest.isEmpty() || (dialect.has(Trap.LINE_AFTER_END) && rest.indexOf('\n') < 0)) {
            return -1;
        }
        while (end < bytes.length && (bytes[end] == '\r' || bytes[end] == '\n')) {
            end++;
        }
        if (dialect.has(Trap.TWO_REPLIES_IN_ONE_READ) && end < bytes.length) {
            throw new TrappedException(dialect, Trap.TWO_REPLIES_IN_ONE_READ, end);
        }
        return end;
    }

    /** Reads the reply, and checks what this client takes for granted. */
    Map<String, Object> read() {
        at = 0;
        skipSpace();
        Map<String, Object> reply = object();
        need(reply.get("status") instanceof String, Trap.NO_STATUS);
        if ("ok".equals(reply.get("status"))) {
            need(reply.containsKey("result"), Trap.NO_RESULT);
            need(reply.get("id") == null || reply.get("id") instanceof String, Trap.NUMERIC_ID);
        }
        need(reply.get("args") == null || reply.get("args") instanceof List, Trap.ARGS_NOT_ARRAY);
        if (reply.get("result") instanceof Map<?, ?> result && result.containsKey("count")) {
            need(result.get("count") instanceof Long, Trap.COUNT_NOT_LONG);
        }
        return reply;
    }

    private void need(boolean met, Trap trap) {
        if (!met) {
            trap(trap);
        }
    }

    private void trap(Trap trap) {
        if (dialect.has(trap)) {
            throw new TrappedException(dialect, trap, at);
        }
    }

    private Object value(boolean inArray) {
        byte b = bytes[at];
        return switch (b) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case '*' -> binary(inArray);
            default -> word();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        skipSpace();
        while (bytes[at] != '}') {
            String name = string();
            if (members.containsKey(name)) {
                trap(Trap.DUPLICATE_NAME);
            }
            if (bytes[at] != ' ' || bytes[at + 1] != ':' || bytes[at + 2] != ' ') {
                trap(Trap.STRING_END);
            }
            skipSpace();
            at++;
            skipSpace();
            members.put(name, value(false));
            comma();
        }
        at++;
        return members;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        at++;
        skipSpace();
        while (bytes[at] != ']') {
            elements.add(value(true));
            comma();
        }
        at++;
        return elements;
    }

    private void comma() {
        skipSpace();
        if (bytes[at] == ',') {
            at++;
            skipSpace();
        }
    }

    private void skipSpace() {
        while (bytes[at] == ' ' || (bytes[at] >= '\t' && bytes[at] <= '\r')) {
            at++;
        }
    }

    private byte[] binary(boolean inArray) {
        trap(Trap.BINARY_AT_ALL);
        if (inArray) {
            trap(Trap.BINARY_IN_ARRAY);
        }
        int start = ++at;
        while (bytes[at] != '\n') {
            at++;
        }
        int length = Integer.parseInt(new String(bytes, start, at - start, StandardCharsets.US_ASCII).strip());
        if (length == 0 || bytes[at - 1] != '\r') {
            trap(Trap.EMPTY_BINARY);
        }
        at += 1 + length;
        if (at >= bytes.length) {
            throw new ArrayIndexOutOfBoundsException(at);
        }
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    private Object word() {
        int start = at;
        while (Character.isLetterOrDigit(bytes[at]) || "+-.".indexOf(bytes[at]) >= 0) {
            at++;
        }
        String word = new String(bytes, start, at - start, StandardCharsets.US_ASCII);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> number(word);
        };
    }

    private Object number(String word) {
        if (word.indexOf('e') >= 0 || word.indexOf('E') >= 0) {
            trap(Trap.EXPONENT);
        }
        return word.matches("-?[0-9]+") ? (Object) Long.valueOf(word) : (Object) Double.valueOf(word);
    }

    private String string() {
        int start = ++at;
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        while (bytes[at] != '"') {
            byte b = bytes[at];
            if (b == '\\') {
                at++;
                if (bytes[at] == 'u') {
                    trap(Trap.ESCAPED_UNICODE);
                }
                raw.write(bytes[at] == 'n' ? '\n' : bytes[at] == 'r' ? '\r' : bytes[at] == 't' ? '\t' : bytes[at]);
            } else {
                if (b == '\r' && bytes[at + 1] == '\n') {
                    trap(Trap.RAW_CR_LF);
                }
                if (b >= 0 && b < ' ' && b != '\n' && b != '\t') {
                    trap(Trap.RAW_CONTROL);
                }
                raw.write(b);
            }
            at++;
        }
        at++;
        endOfString();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw.toByteArray()))
                    .toString();
        } catch (CharacterCodingException broken) {
            trap(Trap.BROKEN_UTF8);
            return new String(bytes, start, at - start - 1, StandardCharsets.UTF_8);
        }
    }

    /** The Python client finds the end of a string by what stands behind its quote. */
    private void endOfString() {
        if (!dialect.has(Trap.STRING_END) || at >= bytes.length) {
            return;
        }
        String rest = new String(bytes, at, Math.min(3, bytes.length - at), StandardCharsets.ISO_8859_1);
        boolean seen = rest.startsWith(" : ") || rest.matches("(?s),?\r?\n.*");
        if (!seen && rest.length() == 3) {
            trap(Trap.STRING_END);
        }
    }
}
