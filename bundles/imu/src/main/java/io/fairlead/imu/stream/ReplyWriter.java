package io.fairlead.imu.stream;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes replies in the layout that every published client reads: tabs, CR LF, one member a line, the closing brace
 * alone on its line, and a total length that is never 1, 2 or 3 more than a multiple of 8192 (blanks in the indent of
 * the last line but one make up for it).
 *
 * <p>Push style, so that rows need no maps: {@code beginObject(); name("rows"); beginArray(); ...; endObject();}. The
 * end of the outermost object completes the reply and readies the writer for the next. Up to {@code holdBytes} are
 * held back before the first goes to the sink, and as long as nothing has gone, {@link #cancel} takes the reply back.
 * Calls out of order are the caller's bug ({@link IllegalStateException}); after any exception, {@link #cancel} first.
 * Not thread-safe.
 */
public final class ReplyWriter {
    /** How deep objects and arrays may nest in a reply. */
    public static final int MAX_DEPTH = 128;

    private static final int PAGE_BYTES = 8192;
    private static final int TAIL_BYTES = 5;
    private static final int FIRST_BYTES = 4096;
    private static final int KEPT_BYTES = 1 << 20;
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private final Sink sink;
    private final int holdBytes;
    private final boolean[] inArray = new boolean[MAX_DEPTH + 1];
    private final List<Part> parts = new ArrayList<>();
    private Text text = new Text(FIRST_BYTES);
    private int depth;
    private boolean first;
    private boolean named;
    private int lineAt;
    private long handedBytes;
    private long partBytes;

    /** A binary that goes out after so many bytes of the held text. */
    private record Part(int at, Binary binary) {}

    /**
     * Makes a writer for any number of replies to one peer.
     *
     * @param sink where finished bytes go
     * @param holdBytes how many bytes of text to hold before handing the first to the sink; a line that is being
     *     written is always held whole
     */
    public ReplyWriter(Sink sink, int holdBytes) {
        this.sink = sink;
        this.holdBytes = holdBytes;
    }

    /** Begins an object: the reply itself, or the value of a member or element. */
    public ReplyWriter beginObject() {
        if (depth > 0) {
            beforeValue();
        } else if (text.size > 0) {
            throw new IllegalStateException("the reply before was neither ended nor cancelled");
        }
        return begin('{', false);
    }

    /** Begins an array. */
    public ReplyWriter beginArray() {
        beforeValue();
        return begin('[', true);
    }

    private ReplyWriter begin(char bracket, boolean array) {
        if (depth == MAX_DEPTH) {
            throw valueError("StreamDepth", "a reply may nest " + MAX_DEPTH + " levels", (long) MAX_DEPTH);
        }
        text.raw(bracket);
        inArray[++depth] = array;
        first = true;
        return this;
    }

    /** Ends the innermost object; the end of the outermost completes the reply and hands it to the sink. */
    public ReplyWriter endObject() {
        if (depth == 0 || inArray[depth] || named) {
            throw new IllegalStateException("no object to end here");
        }
        if (depth == 1) {
            complete();
        } else {
            end('}');
        }
        return this;
    }

    /** Ends the innermost array. */
    public ReplyWriter endArray() {
        if (depth == 0 || !inArray[depth]) {
            throw new IllegalStateException("no array to end here");
        }
        end(']');
        return this;
    }

    private void end(char bracket) {
        depth--;
        line(true);
        text.raw(bracket);
    }

    /** Writes the name of a member; names within an object must differ. */
    public ReplyWriter name(String name) {
        beforeName();
        text.quotedName(name);
        text.separator();
        return this;
    }

    /** Writes the name of a member that was encoded before. */
    public ReplyWriter name(Name name) {
        beforeName();
        text.raw(name.encoded());
        return this;
    }

    private void beforeName() {
        if (depth == 0 || inArray[depth] || named) {
            throw new IllegalStateException("no place for a name");
        }
        line(first);
        named = true;
    }

    private void beforeValue() {
        if (named) {
            named = false;
        } else if (depth > 0 && inArray[depth]) {
            line(first);
        } else {
            throw new IllegalStateException("a value needs a name before it");
        }
    }

    private void line(boolean withoutComma) {
        if (text.size > holdBytes) {
            handOver();
        }
        if (!withoutComma) {
            text.raw(',');
        }
        lineAt = text.size + 2;
        text.newLine(depth);
        first = false;
    }

    /** Writes a string, or null. */
    public ReplyWriter value(@Nullable String value) {
        if (value == null) {
            return nullValue();
        }
        beforeValue();
        text.quoted(value);
        return this;
    }

    /** Writes an integer. */
    public ReplyWriter value(long value) {
        beforeValue();
        text.number(value);
        return this;
    }

    /** Writes a number without exponent, and without a point if it is a whole number; null if it is not finite. */
    public ReplyWriter value(double value) {
        if (!Double.isFinite(value)) {
            return nullValue();
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e18) {
            return value((long) value);
        }
        return value(BigDecimal.valueOf(value));
    }

    private ReplyWriter value(BigDecimal value) {
        beforeValue();
        BigDecimal plain = value.stripTrailingZeros();
        text.ascii(plain.toPlainString());
        return this;
    }

    /** Writes true or false. */
    public ReplyWriter value(boolean value) {
        beforeValue();
        text.raw(value ? TRUE : FALSE);
        return this;
    }

    /** Writes null. */
    public ReplyWriter nullValue() {
        beforeValue();
        text.raw(NULL);
        return this;
    }

    /**
     * Writes a file as the value of a member. One of no bytes becomes null, since a client exists that reads nonsense
     * otherwise.
     *
     * @throws StreamException {@code StreamType} if it stands in an array, where not every client can read it
     */
    public ReplyWriter value(Binary value) {
        if (depth > 0 && inArray[depth]) {
            throw valueError("StreamType", "a file can be the value of a member, not of an array's element", "binary");
        }
        if (value.length() == 0) {
            value.close();
            return nullValue();
        }
        beforeValue();
        text.raw('*');
        text.number(value.length());
        text.newLine(0);
        parts.add(new Part(text.size, value));
        partBytes += value.length();
        return this;
    }

    /**
     * Writes any value: a map with string keys, a list, a string, a number, a boolean, a binary or null. Keys that
     * become equal without their control characters are written once, with the last value.
     *
     * @throws StreamException {@code StreamType} for any other type, {@code StreamDepth} for nesting beyond
     *     {@link #MAX_DEPTH}
     */
    public ReplyWriter any(@Nullable Object value) {
        if (value == null) {
            return nullValue();
        } else if (value instanceof String string) {
            return value(string);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            return value(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            return value(((Number) value).doubleValue());
        } else if (value instanceof Boolean bool) {
            return value(bool.booleanValue());
        } else if (value instanceof Map<?, ?> map) {
            return object(map);
        } else if (value instanceof Iterable<?> list) {
            beginArray();
            for (Object element : list) {
                any(element);
            }
            return endArray();
        } else if (value instanceof Binary binary) {
            return value(binary);
        } else if (value instanceof BigDecimal decimal) {
            return value(decimal);
        } else if (value instanceof BigInteger integer) {
            return value(new BigDecimal(integer));
        }
        throw valueError(
                "StreamType",
                value.getClass().getName() + " has no form in a reply",
                value.getClass().getSimpleName());
    }

    private ReplyWriter object(Map<?, ?> map) {
        beginObject();
        for (Map.Entry<?, ?> member : unambiguous(map).entrySet()) {
            if (!(member.getKey() instanceof String name)) {
                throw valueError("StreamType", "the names of an object's members are strings", "name");
            }
            name(name);
            any(member.getValue());
        }
        return endObject();
    }

    private static Map<?, ?> unambiguous(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (key instanceof String name && Names.needsCleaning(name)) {
                Map<Object, @Nullable Object> cleaned = new LinkedHashMap<>();
                map.forEach((k, v) -> cleaned.put(k instanceof String dirty ? Names.clean(dirty) : k, v));
                return cleaned;
            }
        }
        return map;
    }

    private static StreamException valueError(String id, String message, Object arg) {
        return new StreamException(StreamException.Kind.VALUE, id, -1, message, arg);
    }

    /**
     * Takes the reply back.
     *
     * @return whether the peer will see nothing of it; otherwise part of it is with the sink and the connection can
     *     only be closed
     */
    public boolean cancel() {
        boolean nothingSent = handedBytes == 0;
        parts.forEach(part -> part.binary().close());
        ready();
        return nothingSent;
    }

    private void complete() {
        long rest = (handedBytes + partBytes + text.size + TAIL_BYTES) % PAGE_BYTES;
        if (rest >= 1 && rest <= 3) {
            pad((int) (4 - rest));
        }
        text.newLine(0);
        text.raw('}');
        text.newLine(0);
        handOver();
        ready();
        sink.end();
    }

    private void pad(int blanks) {
        text.blanks(lineAt, blanks);
        for (int i = parts.size() - 1; i >= 0 && parts.get(i).at() > lineAt; i--) {
            parts.set(i, new Part(parts.get(i).at() + blanks, parts.get(i).binary()));
        }
    }

    private void handOver() {
        int from = 0;
        for (Part part : parts) {
            if (part.at() > from) {
                sink.text(text.bytes, from, part.at() - from);
            }
            sink.binary(part.binary());
            from = part.at();
        }
        if (text.size > from) {
            sink.text(text.bytes, from, text.size - from);
        }
        handedBytes += text.size + partBytes;
        forgetHeld();
    }

    private void forgetHeld() {
        parts.clear();
        partBytes = 0;
        text.size = 0;
    }

    private void ready() {
        forgetHeld();
        if (text.bytes.length > KEPT_BYTES) {
            text = new Text(FIRST_BYTES);
        }
        depth = 0;
        named = false;
        handedBytes = 0;
    }
}
